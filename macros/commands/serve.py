"""``resultatkontrakt serve``: functions and buttons from a server, for Excel on Mac and the web."""

import argparse
from pathlib import Path

from macros.commands.command import Command, Options
from macros.terminal.arguments import Parser
from schemas.words.vocabulary import Words

_LAST_PORT = 65_535


def _port(words: Words) -> "type[int]":
    """A converter for ``--port``."""

    def convert(text: str) -> int:
        if text.isdigit() and 0 < int(text) <= _LAST_PORT:
            return int(text)
        raise argparse.ArgumentTypeError(words.text("cli_bad_port", value=text, last=_LAST_PORT))

    return convert  # type: ignore[return-value]  # argparse takes any callable


def _arguments(parser: Parser, words: Words) -> None:
    parser.add_argument("--host", default="127.0.0.1", help=words.text("cli_serve_host"))
    parser.add_argument("--port", type=_port(words), default=8000, help=words.text("cli_serve_port"))
    parser.add_argument("--hostname", default="", metavar="NAME", help=words.text("cli_serve_hostname"))
    parser.add_argument("--cert", type=Path, metavar="FILE", help=words.text("cli_serve_cert"))
    parser.add_argument("--key", type=Path, metavar="FILE", help=words.text("cli_serve_key"))


def _run(options: Options, words: Words) -> int:
    from macros.serving.serve import Options as How
    from macros.serving.serve import serve

    return serve(How(options.host, options.port, options.hostname, options.cert, options.key), words)


COMMAND = Command("serve", _arguments, _run)
