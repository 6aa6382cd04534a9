"""Work beside the server's loop, in a thread that does not keep the server from stopping.

``asyncio.to_thread`` would: its threads are waited for at exit, and a request whose time is up cannot be broken off.
"""

import asyncio
import contextvars
import threading
from collections.abc import Callable
from typing import Any, TypeVar

_Result = TypeVar("_Result")


async def beside(function: Callable[..., _Result], *given: Any) -> _Result:
    """Call a function in a thread of its own, with the caller's context variables.

    Args:
        function: The function.
        given: Its arguments.

    Returns:
        What it returns; what it raises is raised here.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[_Result] = loop.create_future()
    context = contextvars.copy_context()

    def settle(result: Any, error: BaseException | None) -> None:
        if done.done():
            return  # the request's time was up
        if error is None:
            done.set_result(result)
        else:
            done.set_exception(error)

    def work() -> None:
        result, error = None, None
        try:
            result = context.run(function, *given)
        except BaseException as raised:  # noqa: BLE001  whatever it is, the caller gets it
            error = raised
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=work, daemon=True).start()
    return await done
