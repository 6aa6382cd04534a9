"""A mark in a file that we wrote, by which we know later whether somebody has edited it since."""

import hashlib
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

PROPERTY = "resultatkontrakt"
"""The name of the property that holds a Word file's mark."""
PROPERTIES_PART = "docProps/custom.xml"
_LENGTH = 64
_IN_PROPERTIES = re.compile(rf'name="{PROPERTY}".*?([0-9a-f]{{{_LENGTH}}})', re.DOTALL)
_HTML = re.compile(rb"<!-- resultatkontrakt ([0-9a-f]{64}) -->\s*\Z")
_PDF = re.compile(rb"%resultatkontrakt ([0-9a-f]{64})\n%%EOF\s*\Z")
_NOT_CONTENT = (PROPERTIES_PART, "[Content_Types].xml")
_MOST_BYTES = 1 << 30
"""A file that would unpack to more is none of ours."""


def digest_of_parts(parts: Iterable[tuple[str, bytes]]) -> str:
    """The fingerprint of a package.

    Args:
        parts: The names and contents of its parts. How they hang together does not count.
    """
    total = hashlib.sha256()
    for name, content in sorted(parts):
        if name in _NOT_CONTENT or name.endswith(".rels"):
            continue
        total.update(hashlib.sha256(name.encode("utf-8") + b"\0" + content).digest())
    return total.hexdigest()


def marked_html(page: str) -> bytes:
    """A web page with its mark behind it."""
    content = page.encode("utf-8")
    return content + f"<!-- resultatkontrakt {hashlib.sha256(content).hexdigest()} -->\n".encode("ascii")


def marked_pdf(content: bytes) -> bytes:
    """A PDF with its mark behind it, as a comment before a last line that says where the file ends."""
    whole = content if content.endswith(b"\n") else content + b"\n"
    return whole + f"%resultatkontrakt {hashlib.sha256(whole).hexdigest()}\n%%EOF\n".encode("ascii")


def is_untouched(path: Path) -> bool:
    """Whether a file is as we wrote it: it bears our mark, and the mark fits its contents.

    Args:
        path: The file. One that cannot be read is not known to be untouched.
    """
    try:
        if path.suffix.casefold() in {".docx", ".xlsx"}:
            return _untouched_package(path)
        content = path.read_bytes()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError):
        return False
    found = (_PDF if path.suffix.casefold() == ".pdf" else _HTML).search(content)
    return found is not None and hashlib.sha256(content[: found.start()]).hexdigest() == found[1].decode("ascii")


def _untouched_package(path: Path) -> bool:
    with zipfile.ZipFile(path) as package:
        infos = package.infolist()
        if PROPERTIES_PART not in package.namelist() or sum(info.file_size for info in infos) > _MOST_BYTES:
            return False
        found = _IN_PROPERTIES.search(package.read(PROPERTIES_PART).decode("utf-8", "replace"))
        parts = ((info.filename, package.read(info)) for info in infos if not info.is_dir())
        return found is not None and digest_of_parts(parts) == found[1]
