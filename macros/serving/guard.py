"""Stands before xlwings Server: who may ask, how large and how long; a wrong request is a sentence, never an error.

An ASGI application around another one. It keeps to what the server on loopback needs: a page on the web that the user
happens to visit must not reach it (host and origin are checked), and no request takes more than its share of memory or
time.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from macros.crash_log import record
from macros.serving.access_token import fits
from macros.serving.function_calls import DATA
from macros.serving.function_calls import PATH as _FUNCTIONS
from macros.serving.payload import WrongRequestError, check_function, check_script
from macros.serving.progress import RUN
from macros.serving.work import beside
from schemas.words.vocabulary import Words

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

_SCRIPTS = "/xlwings/custom-scripts-call/"
_RUN_HEADER = b"x-run-id"
_LONGEST_RUN = 64
_CONTENT_TYPE = b"content-type"
_JSON = (_CONTENT_TYPE, b"application/json")
_SERVER_ERROR = 500
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class Limits:
    """What a request may take.

    Args:
        size: Bytes of its body.
        reading: Seconds for it to arrive.
        working: Seconds for the answer.
    """

    size: int = 64 * 1024 * 1024
    reading: float = 30.0
    working: float = 300.0


class _Refused(Exception):  # noqa: N818  not an error of ours: an answer
    """An answer other than the application's."""

    def __init__(self, status: int, key: str, **details: object) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.details = details


class Guard:
    """The guard.

    Args:
        app: The application behind it.
        words: The language of answers.
        hosts: The names that the server goes by, beside those of the machine itself.
        scripts: The scripts there are.
        functions: The functions there are.
        limits: What a request may take.
        token: What a request must bring; empty for none.
    """

    def __init__(
        self,
        app: App,
        words: Words,
        hosts: Iterable[str],
        scripts: Iterable[str],
        functions: Iterable[str],
        limits: Limits,
        token: str = "",
    ) -> None:
        self._app = app
        self._words = words
        self._hosts = frozenset(host.casefold() for host in (*_LOOPBACK, *hosts))
        self._scripts = frozenset(scripts)
        self._functions = frozenset(functions)
        self._limits = limits
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close"})  # there are none here
        elif scope["type"] == "http":
            answer = _Answer(send)
            try:
                await self._http(scope, receive, answer)
                if answer.failed:
                    raise _Refused(400, "server_failed", code=answer.failed)
            except _Refused as refused:
                await answer.instead(refused.status, self._words.text(refused.key, **refused.details))
            except Exception as error:  # noqa: BLE001  the one place where an error is kept from the network
                await answer.instead(400, self._words.text("server_failed", code=record(error).value))

    async def _http(self, scope: Scope, receive: Receive, answer: "_Answer") -> None:
        headers: dict[bytes, bytes] = dict(scope["headers"])
        self._check_names(headers)
        if scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self._app(scope, receive, answer.take)
            return
        if self._token and not fits(headers.get(b"authorization", b"").decode("latin-1"), self._token):
            raise _Refused(401, "server_no_token")  # before a stranger's body takes memory and time
        body = await self._body(headers, receive)
        scope[DATA] = await beside(self._checked, scope["path"], body)
        scope["headers"] = [*((name, value) for name, value in scope["headers"] if name != _CONTENT_TYPE), _JSON]
        RUN.set(headers.get(_RUN_HEADER, b"").decode("latin-1")[:_LONGEST_RUN])
        try:
            await asyncio.wait_for(self._app(scope, _replayed(body), answer.take), self._limits.working)
        except TimeoutError:
            raise _Refused(408, "server_too_long", seconds=int(self._limits.working)) from None

    def _check_names(self, headers: dict[bytes, bytes]) -> None:
        """Refuse a request that a foreign page sent through the user's browser."""
        host = headers.get(b"host", b"").decode("latin-1").casefold()
        if _without_port(host) not in self._hosts:
            raise _Refused(403, "server_wrong_host")
        origin = headers.get(b"origin", b"").decode("latin-1").casefold()
        if origin and origin.partition("://")[2] != host:
            raise _Refused(403, "server_wrong_origin")

    async def _body(self, headers: dict[bytes, bytes], receive: Receive) -> bytes:
        limit = self._limits.size
        stated = headers.get(b"content-length", b"0")
        if not stated.isdigit() or int(stated) > limit:
            raise _Refused(413, "server_too_large", megabytes=limit >> 20)
        try:
            return await asyncio.wait_for(_collected(receive, limit), self._limits.reading)
        except TimeoutError:
            raise _Refused(408, "server_too_slow", seconds=int(self._limits.reading)) from None

    def _checked(self, path: str, body: bytes) -> object:
        """The request as read; refuses what xlwings would stumble over."""
        script = path.startswith(_SCRIPTS)
        if not script and path != _FUNCTIONS:
            raise _Refused(404, "server_unknown_path")
        if script and path.removeprefix(_SCRIPTS) not in self._scripts:
            raise _Refused(404, "server_unknown_script")
        try:
            data = json.loads(body, parse_constant=_no_constant)
            if script:
                check_script(data)
            else:
                check_function(data, self._functions)
            return data
        except WrongRequestError as error:
            raise _Refused(422, "server_wrong_request", reason=error) from None
        except (ValueError, RecursionError):
            raise _Refused(400, "server_no_json") from None


class _Answer:
    """Passes an application's answer on, but for its own errors."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._sent = False
        self.failed = ""

    async def take(self, message: Message) -> None:
        """One message of the application."""
        if message["type"] == "http.response.start" and message["status"] >= _SERVER_ERROR:
            self.failed = str(message["status"])
        if not self.failed:
            self._sent = True
            await self._send(message)

    async def instead(self, status: int, text: str) -> None:
        """A sentence in place of the application's answer, unless that is on its way already."""
        if self._sent:
            return
        body = json.dumps({"detail": text}, ensure_ascii=False).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await self._send({"type": "http.response.start", "status": status, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host


def _no_constant(name: str) -> float:
    raise WrongRequestError(f"{name} is not a number that JSON has")


async def _collected(receive: Receive, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise _Refused(400, "server_no_json")  # the other side has gone
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > limit:
            raise _Refused(413, "server_too_large", megabytes=limit >> 20)
        if not message.get("more_body", False):
            return b"".join(parts)


def _replayed(body: bytes) -> Receive:
    """The body once more, for the application; after it the other side is still there."""
    left = [body]

    async def receive() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return await asyncio.Future()  # a disconnection is uvicorn's to tell; the guard's time limit ends the wait

    return receive
