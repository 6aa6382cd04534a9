"""The functions behind a server: run beside its loop, and answered without FastAPI's walk over every cell.

xlwings Server's own route takes a second more for 100,000 rows: FastAPI copies the answer cell by cell to make it fit
for JSON (which ours is), and xlwings asks of each argument's cell whether it comes from a browser's Python, by an
import that fails each time. The arguments go round that unconverted (``udfs.cells.excel``), the answer here.
"""

import functools
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from fastapi import Request

from macros.serving.work import beside
from schemas.words.function_help import function_names

_SERIAL_START = datetime(1899, 12, 30)
_RICH_RUNTIME = 1.4  # the version of Excel's functions that takes a number with its format
DATA = "resultatkontrakt.data"
"""Where the guard leaves a request that it has read, in its scope."""
PATH = "/xlwings/custom-functions-call"


def functions() -> dict[str, Any]:
    """The functions of the cells as xlwings Server finds them in a module."""
    from udfs.cells import excel

    return {name: _beside(getattr(excel, name)) for name in function_names()}


def _beside(function: Callable[..., Any]) -> Any:
    @functools.wraps(function)
    async def run(*given: object) -> Any:
        return await beside(function, *given)

    return run


def _serial(day: datetime) -> float:
    """A day as a spreadsheet stores it."""
    return (day - _SERIAL_START) / timedelta(days=1)


def _formatted(day: datetime) -> dict[str, object]:
    """A day that the cell shows as one."""
    from udfs.cells.excel import WORDS

    return {"type": "FormattedNumber", "basicValue": _serial(day), "numberFormat": WORDS.text("date_format")}


def checked(request: Request) -> Any:
    """The request as the guard has read and checked it."""
    return request.scope[DATA]


def add_route(server: Any) -> None:
    """Put our answer to a function's call before xlwings' own.

    Args:
        server: The module ``xlwings_server.main``.
    """
    import custom_functions  # type: ignore[import-not-found]  # of the project folder, as the server imports it
    from fastapi import Depends, Response
    from fastapi.routing import APIRoute
    from xlwings.server import custom_functions_call
    from xlwings_server.dependencies import get_user

    async def call(request: Request, current_user: Any = Depends(get_user)) -> Response:  # noqa: B008  FastAPI's way
        result = await custom_functions_call(request.scope[DATA], custom_functions, current_user)
        rich = float(request.scope[DATA]["runtime"]) >= _RICH_RUNTIME
        text = json.dumps({"result": result}, ensure_ascii=False, default=_formatted if rich else _serial)
        return Response(text, media_type="application/json")

    server.app.router.routes.insert(0, APIRoute(PATH, call, methods=["POST"]))
