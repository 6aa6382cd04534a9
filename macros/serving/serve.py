"""``resultatkontrakt serve``: starts the server, once it is sure that it may and how it is reached."""

import os
import secrets
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from macros.console import say
from schemas.errors import CannotOpenError, ExitCode
from schemas.issues import Issue
from schemas.vocabulary import Words

LICENCE_VARIABLE = "XLWINGS_LICENSE_KEY"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_AT_ONCE = 64  # requests that are answered at the same time; further ones are asked to come again
_KEEP_ALIVE = 10  # seconds


@dataclass(frozen=True)
class Options:
    """How to serve.

    Args:
        host: The address to listen on.
        port: The port.
        hostname: The name that Excel reaches the server by.
        certificate: The certificate, for https.
        key: Its key.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    hostname: str = ""
    certificate: Path | None = None
    key: Path | None = None

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return self.host in _LOOPBACK


def serve(options: Options, words: Words) -> int:
    """Serve until stopped.

    Raises:
        CannotOpenError: The extra is not installed, its licence is not said, or a certificate is missing.
    """
    _check(options)
    import uvicorn

    uvicorn.run(
        made(options, words),
        host=options.host,
        port=options.port,
        ssl_certfile=options.certificate,
        ssl_keyfile=options.key,
        log_level="warning",
        limit_concurrency=_AT_ONCE,
        timeout_keep_alive=_KEEP_ALIVE,
        server_header=False,
    )
    return ExitCode.DONE


def made(options: Options, words: Words) -> Any:
    """The application, with what the user must know said on the console."""
    from macros.serving.app import TOKEN_VARIABLE, application, settings
    from macros.serving.guard import Limits

    auth = ""
    if not options.is_loopback and not os.environ.get("XLWINGS_AUTH_PROVIDERS"):
        auth = "custom"
        if not os.environ.get(TOKEN_VARIABLE):
            os.environ[TOKEN_VARIABLE] = secrets.token_urlsafe()
            say(words.text("serve_token", token=os.environ[TOKEN_VARIABLE], variable=TOKEN_VARIABLE))
    hosts = tuple({options.host, options.hostname.partition(":")[0]} - {""})
    app = application(words, settings(words, auth, options.hostname), hosts, Limits())
    scheme = "https" if options.certificate else "http"
    name = options.hostname or f"{options.host}:{options.port}"
    say(words.text("serve_running", address=f"{scheme}://{name}"))
    if not options.certificate:
        say(words.text("serve_no_https"))
    return app


def _check(options: Options) -> None:
    if find_spec("xlwings_server") is None:
        raise CannotOpenError([Issue("server_missing", value="xlwings-server")])
    if not os.environ.get(LICENCE_VARIABLE):
        raise CannotOpenError([Issue("server_licence", value=LICENCE_VARIABLE)])
    for path in (options.certificate, options.key):
        if path is not None and not path.is_file():
            raise CannotOpenError([Issue("file_missing", value=str(path), details={"file": path})])
    if (options.certificate is None) != (options.key is None):
        raise CannotOpenError([Issue("certificate_alone", value=str(options.certificate or options.key))])
