"""xlwings Server with our functions, buttons, pages and guard."""

import importlib
import os
from collections.abc import Mapping
from pathlib import Path

from macros.serving.function_calls import add_route, checked
from macros.serving.guard import Guard, Limits
from macros.serving.progress import PROGRESS
from schemas.words.function_help import PREFIX, function_names
from schemas.words.vocabulary import Words
from workbook.layout import buttons

PROJECT = Path(__file__).with_name("project")
_MANIFEST_ID = "6f0c1b1e-6d0a-4d5e-9a52-3a1c5a3e8f10"


def settings(words: Words, auth: str, hostname: str) -> dict[str, str]:
    """Xlwings Server's settings as environment variables; what the administration has set itself wins.

    Args:
        words: The language.
        auth: The provider of authentication; empty for none.
        hostname: The name that Excel reaches the server by, for the manifest.
    """
    return {
        "XLWINGS_PROJECT_DIR": str(PROJECT),
        "XLWINGS_ON_SERVER": "true",
        "XLWINGS_ENVIRONMENT": "prod",
        "XLWINGS_PROJECT_NAME": words.text("ribbon_tab"),
        "XLWINGS_FUNCTIONS_NAMESPACE": PREFIX,
        "XLWINGS_MANIFEST_ID_PROD": _MANIFEST_ID,
        "XLWINGS_ENABLE_SOCKETIO": "false",
        "XLWINGS_ENABLE_HTMX": "false",
        "XLWINGS_ENABLE_BOOTSTRAP": "false",
        "XLWINGS_ENABLE_ALPINEJS_CSP": "false",
        "XLWINGS_ENABLE_EXAMPLES": "false",
        "XLWINGS_LOG_LEVEL": "WARNING",  # its information names users and workbooks
        **({"XLWINGS_AUTH_PROVIDERS": f'["{auth}"]'} if auth else {}),
        **({"XLWINGS_HOSTNAME": hostname} if hostname else {}),
    }


def application(
    words: Words, environment: Mapping[str, str], hosts: tuple[str, ...], limits: Limits, token: str = ""
) -> Guard:
    """The application.

    Args:
        words: The language of pages and answers.
        environment: From ``settings``.
        hosts: The names that the server goes by.
        limits: What a request may take.
        token: What a request must bring; empty for none.
    """
    for name, value in environment.items():
        os.environ.setdefault(name, value)
    # xlwings Server reads its settings when it is imported.
    server = importlib.import_module("xlwings_server.main")
    templates = importlib.import_module("xlwings_server.templates")
    _check_auth()
    shown = [
        {
            "name": button.name,
            "label": words.text(f"button_{button.name}"),
            "tip": words.text(f"tip_{button.name}"),
            "accept": button.accept or None,
            "many": button.many,
            "group": button.group,
        }
        for button in buttons()
    ]
    templates.env.globals.update(text=words.text, buttons=shown, language=words.language)
    add_route(server)
    # What the guard has checked, and nothing else: a form would be read past it.
    dependencies = importlib.import_module("xlwings_server.dependencies")
    server.app.dependency_overrides[dependencies.parse_book_input] = checked
    server.app.add_api_route("/resultatkontrakt/progress/{run}", _progress, methods=["GET"])
    names = {f"rk_{button.name}" for button in buttons()}
    return Guard(server.main_app, words, hosts, names, function_names(), limits, token)


async def _progress(run: str) -> dict[str, str]:
    """How far a run has come."""
    return {"text": PROGRESS.text(run)}


def _check_auth() -> None:
    """Make sure that the check of tokens is ours: xlwings' own stand-in, taken where ours is missing, lets all in.

    Raises:
        RuntimeError: It is not.
    """
    module = importlib.import_module("auth.custom")
    if Path(str(module.__file__)).resolve().parent != (PROJECT / "auth" / "custom").resolve():
        raise RuntimeError("another package named auth stands before ours")
