"""The zip package: its members, bounded before they are unpacked, and the relationships between them."""

import posixpath
import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from schemas.errors import CannotOpenError, is_in_cloud, not_read
from schemas.issues.issue import Issue, Place, Term

MAX_MEMBER = 1 << 30
MAX_TOTAL = 2 << 30
MAX_MEMBERS = 20_000
_CHUNK = 1 << 16
_BOMB_SIZE = 1 << 26
_BOMB_RATIO = 150  # deflate shrinks a real sheet 5 to 30 times
_UTF8 = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?!\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8[\"']))", re.IGNORECASE)
_ENCODING = re.compile(r"(<\?xml[^>]*encoding\s*=\s*[\"'])[^\"']*")
_BOOKS = ("Workbook", "Book\0")
_LOCKED = ("EncryptedPackage", "\tDRMContent")
BROKEN_INSIDE = Term("broken_inside")
_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def safe_parser(whole: bool = False) -> etree.XMLParser:
    """A parser that resolves no entity and opens no file or link.

    Args:
        whole: Whether comments and processing instructions stay: of what is written back.
    """
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=not whole,
        remove_pis=not whole,
    )


def check_file(path: Path) -> None:
    """Refuse what is no file before it is opened: a pipe waits for ever, and a device may never end.

    Raises:
        CannotOpenError: Missing, a folder, or a pipe, socket or device.
    """
    whole = Place(str(path))
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError) as error:
        raise CannotOpenError([Issue("file_missing", whole)]) from error
    except (OSError, ValueError) as error:
        raise CannotOpenError([Issue("file_unreadable", whole, str(error))]) from error
    if stat.S_ISDIR(mode):
        raise CannotOpenError([Issue("file_is_folder", whole)])
    if not stat.S_ISREG(mode):
        raise CannotOpenError([Issue("file_is_device", whole)])


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    """Whether a member is larger unpacked than any workbook's part is."""
    packed_far = member.file_size > _BOMB_SIZE and member.file_size > _BOMB_RATIO * max(member.compress_size, 1)
    return member.file_size > MAX_MEMBER or packed_far


def _directory(members: Iterable[zipfile.ZipInfo]) -> list[tuple[object, ...]]:
    return [(each.filename, each.CRC, each.file_size, each.compress_size, each.header_offset) for each in members]


def _twice(members: Sequence[zipfile.ZipInfo]) -> str:
    """The first name that two members bear, as packages compare names: without regard to letter case."""
    counts = Counter(member.filename.replace("\\", "/").casefold() for member in members)
    return next(name for name, count in counts.items() if count > 1)


def has_doctype(element: etree._Element) -> bool:
    """Whether the document of an element declares a type: no part may, and one that does could define entities."""
    return element.getroottree().docinfo.internalDTD is not None


def same_member(member: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """A member's description for a new file: same name, time, compression and attributes."""
    info = zipfile.ZipInfo(member.filename, member.date_time)
    info.compress_type = member.compress_type
    info.external_attr = member.external_attr
    info.create_system = member.create_system
    return info


def local(element: etree._Element) -> str:
    """An element's name without namespace: Strict and Transitional files differ only there.

    Raises:
        ValueError: It is no element but an entity, which no part may hold.
    """
    tag: object = element.tag
    if not isinstance(tag, str):
        raise ValueError(tag)
    return tag.rpartition("}")[2]


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship: its id, the last word of its type, and the part it leads to."""

    id: str
    kind: str
    target: str


class Package:
    """An .xlsx package opened for reading.

    Args:
        path: The file.

    Raises:
        CannotOpenError: Missing, encrypted, not a zip, or larger unpacked than is sane.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        place = Place(path.name)
        check_file(path)
        try:
            self.zip = zipfile.ZipFile(path)
        except PermissionError as error:
            raise CannotOpenError([Issue("file_locked", place, details={"who": "", "lock": ""})]) from error
        except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
            if is_in_cloud(error):
                raise not_read(path, error) from error
            raise CannotOpenError([self._broken()]) from error
        members = self.zip.infolist()
        total = sum(member.file_size for member in members)
        if len(members) > MAX_MEMBERS or total > MAX_TOTAL or any(map(_is_bomb, members)):
            self.close()
            raise CannotOpenError([Issue("file_bomb", place, str(total >> 20))])
        self.names = {member.filename.replace("\\", "/"): member for member in members}
        self._spelt = {name.casefold(): name for name in self.names}
        if len(self._spelt) != len(members):
            self.close()
            raise CannotOpenError([Issue("part_twice", place, _twice(members))])

    def _broken(self) -> Issue:
        if not self.path.stat().st_size:
            return Issue("file_empty", Place(self.path.name))
        with self.path.open("rb") as file:
            encrypted = file.read(len(_OLE)) == _OLE
            zipped = file.seek(0) == 0 and file.read(len(_ZIP)) == _ZIP
        if encrypted:
            content = self.path.read_bytes()
            is_locked = any(name.encode("utf-16-le") in content for name in _LOCKED)
            is_book = not is_locked and any(name.encode("utf-16-le") in content for name in _BOOKS)
            place = Place(self.path.name)
            return Issue("workbook_of_other_kind", place, ".xls") if is_book else Issue("file_encrypted", place)
        return Issue("file_unreadable" if zipped else "not_our_workbook", Place(self.path.name), BROKEN_INSIDE)

    def spelt(self, name: str) -> str:
        """A part's name as the file spells it: names that differ in letter case alone are one."""
        return name if name in self.names else self._spelt.get(name.casefold(), name)

    def close(self) -> None:
        """Close the file."""
        self.zip.close()

    def unreadable(self, error: Exception | str) -> CannotOpenError:
        """The error for a package whose inside is broken; what a library says of it tells users nothing."""
        why = error if isinstance(error, str) else BROKEN_INSIDE
        return CannotOpenError([Issue("file_unreadable", Place(self.path.name), why)])

    def read(self, name: str) -> bytes:
        """A member's bytes.

        Raises:
            CannotOpenError: It is missing or broken.
        """
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Generator[bytes, None, None]:
        """A member's bytes, piece by piece, never more than its header states."""
        try:
            described = self.names[name]
            left = described.file_size
            with self.zip.open(described) as member:
                while block := member.read(_CHUNK):
                    left -= len(block)
                    if left < 0:
                        raise zipfile.BadZipFile(name)
                    yield block
        except (
            KeyError,
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise self.unreadable(error) from error

    def text(self, name: str) -> Iterator[bytes]:
        """A part's bytes in UTF-8, whatever encoding it is written in: only that can be spliced."""
        chunks = self.chunks(name)
        first = next(chunks, b"")
        if _UTF8.match(first):
            yield first
            yield from chunks
            return
        content = first + b"".join(chunks)
        try:
            document = etree.fromstring(content, safe_parser()).getroottree()
            decoded = content.decode(document.docinfo.encoding or "utf-8").lstrip("\ufeff")
        except (etree.XMLSyntaxError, UnicodeDecodeError, LookupError) as error:
            raise self.unreadable(error) from error
        yield _ENCODING.sub(r"\g<1>UTF-8", decoded, count=1).encode()

    def require_as_opened(self) -> None:
        """Refuse to go on where the file no longer holds what was read of it.

        Its members and their checksums tell: a file system may know time and identity only roughly, and programs that
        synchronise files touch both.

        Raises:
            CannotOpenError: Somebody has saved, moved or removed the file since it was opened.
        """
        try:
            with zipfile.ZipFile(self.path) as now:
                same = _directory(now.infolist()) == _directory(self.names.values())
        except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
            same = False
        if not same:
            raise CannotOpenError([Issue("file_changed", Place(self.path.name))])

    def tree(self, name: str) -> etree._Element:
        """A small member as a tree.

        Raises:
            CannotOpenError: It is missing or broken, or declares a document type.
        """
        try:
            root = etree.fromstring(self.read(name), safe_parser())
        except etree.XMLSyntaxError as error:
            raise self.unreadable(error) from error
        if has_doctype(root):
            raise self.declares(name)
        return root

    def declares(self, name: str) -> CannotOpenError:
        """The error for a part that declares a document type."""
        return CannotOpenError([Issue("part_doctype", Place(self.path.name), name)])

    def relations(self, part: str) -> list[Relation]:
        """The relationships of a part (external ones left out)."""
        folder, name = posixpath.split(part)
        rels = self.spelt(posixpath.join(folder, "_rels", f"{name}.rels"))
        if rels not in self.names:
            return []
        found = []
        for element in self.tree(rels).iterchildren("{*}Relationship"):
            if element.get("TargetMode") == "External":
                continue
            target = element.get("Target", "").replace("\\", "/")
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.append(Relation(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], self.spelt(full)))
        return found
