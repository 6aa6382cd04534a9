"""Editing single tags of a small part by their bytes: quotes of both kinds, ``>`` in values, comments passed over."""

import re
from collections.abc import Callable

_PIECE = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|"
    rb"<(?P<name>[^\s<>/\"'!?]+)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>",
    re.DOTALL,
)

_REFERENCED = re.compile(rb"\sr\s*=")


def edited_tags(source: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A part with some of its start tags changed.

    Args:
        source: The part, in UTF-8.
        change: Given a tag's local name and bytes, its new bytes.
    """

    def one(match: re.Match[bytes]) -> bytes:
        name = match["name"]
        return match[0] if name is None else change(name.rpartition(b":")[2].decode(), match[0])

    return _PIECE.sub(one, source)


def with_attribute(tag: bytes, name: str, change: Callable[[str], str | None]) -> bytes:
    """A tag with one attribute changed; the same bytes where it has no such attribute.

    Args:
        tag: The tag.
        name: The attribute.
        change: Its value → its new value, or None to take it out. Values are plain: references, numbers.
    """
    pattern = re.compile(rb"(\s+)(" + re.escape(name.encode()) + rb"\s*=\s*)(\"[^\"]*\"|'[^']*')")

    def one(match: re.Match[bytes]) -> bytes:
        value = match[3][1:-1].decode()
        new = change(value)
        if new is None:
            return b""
        quote = match[3][:1]
        return match[0] if new == value else match[1] + match[2] + quote + new.encode() + quote

    return pattern.sub(one, tag, count=1)


def added_attribute(tag: bytes, name: str, value: str) -> bytes:
    """A tag with a further attribute at its end."""
    end = b"/>" if tag.endswith(b"/>") else b">"
    return tag[: -len(end)].rstrip() + f' {name}="{value}"'.encode() + end


def with_reference(cell: bytes, name: str) -> bytes:
    """A cell under a reference of its own, whether it had another or none."""
    end = cell.index(b">") + 1
    tag, rest = cell[:end], cell[end:]
    named = with_attribute(tag, "r", lambda _: name)
    return (named if _REFERENCED.search(tag) else added_attribute(tag, "r", name)) + rest
