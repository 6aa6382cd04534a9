"""A compound file (MS-CFB, version 3): streams by their paths in, one file out, the same bytes every time.

Sectors of 512 bytes; streams under 4,096 bytes share the mini stream, in sectors of 64 bytes. No dates are written.
"""

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

SECTOR = 512
MINI_SECTOR = 64
MINI_CUTOFF = 4096
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1
_PER_FAT = SECTOR // 4
_HEADER_FATS = 109  # a header has room for so many; that is 7 MB, and more would need a list of its own
_LONGEST_NAME = 31
_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")


@dataclass(slots=True)
class _Entry:
    """One directory entry.

    Args:
        name: Its name.
        kind: Storage, stream or root.
        content: A stream's bytes.
        children: The numbers of the entries inside.
    """

    name: str
    kind: int
    content: bytes = b""
    children: list[int] = field(default_factory=list)
    color: int = _BLACK
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    start: int = 0  # MS-CFB 2.6.1: zero for a storage
    size: int = 0

    def packed(self) -> bytes:
        """The 128 bytes; no class, no state bits, no dates."""
        name = self.name.encode("utf-16-le") + b"\0\0"
        tree = struct.pack("<BBIII", self.kind, self.color, self.left, self.right, self.child)
        return struct.pack("<64sH", name, len(name)) + tree + bytes(36) + struct.pack("<IQ", self.start, self.size)


_EMPTY_ENTRY = bytes(68) + struct.pack("<III", _NONE, _NONE, _NONE) + bytes(48)


class _Sectors:
    """Sectors of one size and the table that chains them."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.content = bytearray()
        self.table: list[int] = []

    def add(self, content: bytes) -> int:
        """Append bytes as a chain; its first sector (or the end mark for no bytes)."""
        if not content:
            return _END
        first = len(self.table)
        count = -(-len(content) // self.size)
        self.content += content.ljust(count * self.size, b"\0")
        self.table += [*range(first + 1, first + count), _END]
        return first


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """A compound file.

    Args:
        streams: Content by path: ``PROJECT``, ``VBA/dir``.

    Raises:
        ValueError: A name longer than 31 characters, two names that differ in case only, or more than 7 MB.
    """
    entries = _directory(streams)
    mini, sectors = _Sectors(MINI_SECTOR), _Sectors(SECTOR)
    for entry in (entry for entry in entries if entry.kind == _STREAM):
        entry.size = len(entry.content)
        entry.start = (mini if entry.size < MINI_CUTOFF else sectors).add(entry.content)
    entries[0].start, entries[0].size = sectors.add(bytes(mini.content)), len(mini.content)
    packed = [entry.packed() for entry in entries]
    packed += [_EMPTY_ENTRY] * (-len(packed) % (SECTOR // len(_EMPTY_ENTRY)))
    directory = sectors.add(b"".join(packed))
    mini_table = _numbers(mini.table)
    minis = sectors.add(mini_table)
    fats = _add_table(sectors)
    head = struct.pack("<8s16xHHHHH6xII", _MAGIC, 0x3E, 3, 0xFFFE, 9, 6, 0, len(fats))
    head += struct.pack("<IIIIIII", directory, 0, MINI_CUTOFF, minis, len(mini_table) // SECTOR, _END, 0)
    numbers = struct.pack(f"<{_HEADER_FATS}I", *fats, *[_FREE] * (_HEADER_FATS - len(fats)))
    return head + numbers + bytes(sectors.content)


def _add_table(sectors: _Sectors) -> list[int]:
    """Append the table of all sectors, which counts its own too; the numbers of its sectors."""
    used = len(sectors.table)
    count = -(-used // (_PER_FAT - 1))  # each sector of the table has room for 127 others and itself
    if count > _HEADER_FATS:
        raise ValueError(f"{used} sectors are more than the header's {_HEADER_FATS} table sectors cover.")
    sectors.table += [_FAT] * count
    sectors.content += _numbers(sectors.table)
    return list(range(used, used + count))


def _numbers(table: list[int]) -> bytes:
    """A table as bytes, filled up to whole sectors."""
    filled = table + [_FREE] * (-len(table) % _PER_FAT)
    return struct.pack(f"<{len(filled)}I", *filled)


def _directory(streams: Mapping[str, bytes]) -> list[_Entry]:
    """The entries, root first, with every storage's children in a tree."""
    entries = [_Entry("Root Entry", _ROOT)]
    storages = {"": 0}
    for path, content in streams.items():
        folder, _, name = path.rpartition("/")
        if folder not in storages:
            storages[folder] = _added(entries, storages[folder.rpartition("/")[0]], _Entry(folder, _STORAGE))
        _added(entries, storages[folder], _Entry(name, _STREAM, content))
    for entry in entries:
        _check(entries[child].name for child in entry.children)
        ordered = sorted(entry.children, key=lambda child: (len(entries[child].name), entries[child].name.upper()))
        entry.child = _tree(entries, ordered, len(ordered).bit_length() - 1)
        if entry.child != _NONE:
            entries[entry.child].color = _BLACK  # a tree's root is black, also where it is the last level
    return entries


def _added(entries: list[_Entry], parent: int, entry: _Entry) -> int:
    """Append an entry to its parent; its number."""
    entries.append(entry)
    entries[parent].children.append(len(entries) - 1)
    return len(entries) - 1


def _check(names: Iterable[str]) -> None:
    """Refuse names that the format cannot tell apart or hold."""
    seen: set[str] = set()
    for name in names:
        if not 0 < len(name) <= _LONGEST_NAME or name.upper() in seen:
            raise ValueError(f"A name that is empty, too long or there already: {name!r}")
        seen.add(name.upper())


def _tree(entries: list[_Entry], ordered: list[int], levels: int) -> int:
    """Link sorted siblings as a balanced tree; its root.

    Cut in the middle, every level but the last is full. So the last level red and the others black is a red-black
    tree: no red above a red, and the same number of blacks on every way down.
    """
    if not ordered:
        return _NONE
    middle = len(ordered) // 2
    entry = entries[ordered[middle]]
    entry.color = _RED if levels == 0 else _BLACK
    entry.left = _tree(entries, ordered[:middle], levels - 1)
    entry.right = _tree(entries, ordered[middle + 1 :], levels - 1)
    return ordered[middle]
