"""``resultatkontrakt serve``: starts the server, once it is sure that it may and how it is reached."""

import contextlib
import json
import os
import re
import secrets
import socket
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from macros.serving.access_token import VARIABLE
from macros.setup.file_writing import reason
from macros.terminal.console import say
from schemas.errors import CannotOpenError, ExitCode
from schemas.issues.issue import Issue
from schemas.words.vocabulary import Words

LICENCE_VARIABLE = "XLWINGS_LICENSE_KEY"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_AT_ONCE = 64  # requests that are answered at the same time; further ones are asked to come again
_KEEP_ALIVE = 10  # seconds
_HTTPS = 443
_EVERYWHERE = frozenset({"0.0.0.0", "::"})
_PROVIDERS = "XLWINGS_AUTH_PROVIDERS"
_HOSTNAME = re.compile(r"^(?=.{1,253}(?::|$))[\w-]+(\.[\w-]+)*(:\d{1,5})?$")


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
    def is_private(self) -> bool:
        """Whether only this machine can reach it: another name means that something in front passes requests on."""
        return self.host in _LOOPBACK and self.hostname.partition(":")[0] in {"", *_LOOPBACK}

    @property
    def name(self) -> str:
        """The name that Excel reaches it by, with the port where it answers https itself on another than 443."""
        if not self.hostname or ":" in self.hostname or not self.certificate or self.port == _HTTPS:
            return self.hostname
        return f"{self.hostname}:{self.port}"

    @property
    def address(self) -> str:
        """Its address; something in front that is named but has no certificate here speaks https itself."""
        scheme = "https" if self.certificate or (self.hostname and not self.is_private) else "http"
        return f"{scheme}://{self.name or f'{_bracketed(self.host)}:{self.port}'}"


def serve(options: Options, words: Words) -> int:
    """Serve until stopped.

    Raises:
        CannotOpenError: The extra is not installed, its licence is not said, or a certificate is missing.
    """
    _check(options)
    import uvicorn

    listening = _listening(options)
    with contextlib.closing(listening):
        config = uvicorn.Config(
            made(options, words),
            ssl_certfile=options.certificate,
            ssl_keyfile=options.key,
            log_level="warning",
            limit_concurrency=_AT_ONCE,
            timeout_keep_alive=_KEEP_ALIVE,
            server_header=False,
            ws="none",
        )
        try:
            config.load()
        except OSError as error:
            raise CannotOpenError([Issue("certificate_wrong", value=str(options.certificate))]) from error
        say(words.text("serve_running", address=options.address))
        if not options.certificate:
            say(words.text("serve_no_https"))
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])
    return ExitCode.DONE


def _listening(options: Options) -> socket.socket:
    """The socket, so that nothing is promised on an address that is taken."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    try:
        return socket.create_server((options.host, options.port), family=family)
    except OSError as error:
        details = {"port": options.port, "reason": reason(error)}
        raise CannotOpenError([Issue("server_address", value=options.host, details=details)]) from error


def made(options: Options, words: Words) -> Any:
    """The application, with what the user must know said on the console."""
    from macros.serving.app import application, settings
    from macros.serving.guard import Limits

    auth, token = "", ""
    if not options.is_private:
        if not os.environ.get(_PROVIDERS):
            auth, token = "custom", _token(words)
        elif not _listed(os.environ[_PROVIDERS]):
            say(words.text("serve_no_login", variable=_PROVIDERS))
    hosts = tuple({_bracketed(options.host), options.name.partition(":")[0]} - {""})
    return application(words, settings(words, auth, options.name), hosts, Limits(), token)


def _token(words: Words) -> str:
    if not os.environ.get(VARIABLE):
        os.environ[VARIABLE] = secrets.token_urlsafe()
        say(words.text("serve_token", token=os.environ[VARIABLE], variable=VARIABLE))
    return os.environ[VARIABLE]


def _listed(providers: str) -> list[object]:
    """The providers in a setting of xlwings Server's; what is no list it will refuse itself."""
    try:
        found = json.loads(providers)
    except ValueError:
        return [providers]
    return found if isinstance(found, list) else [found]


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _check(options: Options) -> None:
    if find_spec("xlwings_server") is None:
        raise CannotOpenError([Issue("server_missing", value="xlwings-server")])
    if not os.environ.get(LICENCE_VARIABLE):
        raise CannotOpenError([Issue("server_licence", value=LICENCE_VARIABLE)])
    for path in (options.certificate, options.key):
        if path is not None and not path.is_file():
            raise CannotOpenError([Issue("file_missing", value=str(path), details={"file": path})])
    if options.hostname and not _HOSTNAME.match(options.hostname):
        raise CannotOpenError([Issue("server_hostname", value=options.hostname)])
    if options.host in _EVERYWHERE and not options.hostname:
        raise CannotOpenError([Issue("server_unnamed", value=options.host)])
    if (options.certificate is None) != (options.key is None):
        raise CannotOpenError([Issue("certificate_alone", value=str(options.certificate or options.key))])
