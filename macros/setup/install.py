"""``resultatkontrakt install``: our files where Excel trusts them, for this user, without an administrator's rights.

Everything is worked out first and then done in order; what is right already is left alone, so that a second run
changes nothing, and one that was stopped half-way is simply run again.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from macros.setup.file_writing import make_folder, not_usable, reason, write
from macros.setup.machine import WINDOWS, Machine
from macros.setup.places import (
    TRUSTED_OURS,
    config_file,
    folder_allowed,
    is_network,
    named_by_policy,
    network_allowed,
    same_path,
    trusted_folder,
)
from macros.setup.settings import interpreter, merged, our_settings, read_settings
from macros.setup.shortcut import shortcut
from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place
from schemas.words.vocabulary import Words

MakeTemplate = Callable[[Path], None]
"""Writes the workbook with macros to a path that does not exist yet."""


@dataclass(frozen=True)
class Entry:
    """One thing that was done, or was right already.

    Args:
        key: The text ``install_did_<key>``.
        details: What the text needs.
        changed: Whether anything had to be written.
    """

    key: str
    details: Mapping[str, object]
    changed: bool


@dataclass(frozen=True)
class Report:
    """What an installation did.

    Args:
        folder: The trusted folder.
        entries: What was done, in order.
        dry: Whether nothing was written, because that was asked for.
        windows: Whether macros, trusted folders and Defender's rules are of any concern here.
    """

    folder: Path
    entries: list[Entry]
    dry: bool
    windows: bool

    @property
    def changed(self) -> bool:
        """Whether anything was written, or would have been."""
        return any(entry.changed for entry in self.entries)


@dataclass(frozen=True)
class _Action:
    """An entry with what makes it true; None where it is true already."""

    entry: Entry
    do: Callable[[], None] | None = field(default=None)


def install(
    machine: Machine, words: Words, make_template: MakeTemplate, folder: Path | None = None, dry: bool = False
) -> Report:
    """Install for this user.

    Args:
        machine: The machine.
        words: The language of the files' names.
        make_template: Makes the workbook with macros.
        folder: The folder that Excel shall trust; by default the user's own folder for such files.
        dry: Only say what would be done.

    Returns:
        What was done, or would be.

    Raises:
        CannotOpenError: A folder or file cannot be made; what was done before stays, and can be done again.
    """
    place = (folder or trusted_folder(machine)).expanduser().absolute()
    actions = [
        _folder(place),
        *_template(place, words, make_template),
        *_settings(machine, words),
        *_shortcut(machine, words, place),
        *_trust(machine, words, place),
    ]
    if not dry:
        for action in actions:
            if action.do:
                action.do()
    return Report(place, [action.entry for action in actions], dry, machine.platform == WINDOWS)


def _folder(place: Path) -> _Action:
    try:
        there = place.is_dir()
    except OSError as error:  # a folder above it may not be looked into
        raise not_usable(place, error) from error
    if there:
        return _Action(Entry("folder_kept", {"path": place}, changed=False))
    return _Action(Entry("folder", {"path": place}, changed=True), lambda: make_folder(place))


def _template(place: Path, words: Words, make_template: MakeTemplate) -> Iterator[_Action]:
    """The workbook with macros; one that differs from ours may be the user's own by now, and is kept."""
    target = place / words.text("install_template")
    new, old = _made(make_template, target.name), _old(target)
    if old == new:
        yield _Action(Entry("template_kept", {"path": target}, changed=False))
        return
    if old is not None:
        yield _moved("template_moved", target, old, words)
    yield _Action(Entry("template", {"path": target}, changed=True), lambda: write(target, new))


def _moved(key: str, path: Path, content: bytes, words: Words, **details: object) -> _Action:
    """Keep what a file held under another name before ours takes its place."""
    kept = _free_name(path, words)
    return _Action(Entry(key, {"path": path, "kept": kept, **details}, changed=True), lambda: write(kept, content))


def _made(make_template: MakeTemplate, name: str) -> bytes:
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            make_template(path)
            return path.read_bytes()
    except OSError as error:
        raise CannotOpenError([Issue("install_no_room", Place(name), reason(error))]) from error


def _free_name(target: Path, words: Words) -> Path:
    """A name for the old file that no other file has, so that an older one kept before is not lost either."""
    number = 1
    while True:
        extra = "" if number == 1 else str(number)
        path = target.with_name(words.text("install_old", stem=target.stem, number=extra, suffix=target.suffix))
        if not path.exists():
            return path
        number += 1


def _old(path: Path) -> bytes | None:
    """What a file holds now; None where there is none.

    Raises:
        CannotOpenError: It is there but cannot be read.
    """
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise CannotOpenError([Issue("install_unreadable", Place(path.name), reason(error))]) from error


def _settings(machine: Machine, words: Words) -> Iterator[_Action]:
    path = config_file(machine)
    ours = our_settings(machine)
    old = _old(path)
    end = b"\r\n" if machine.platform == WINDOWS else b"\n"
    try:
        new = merged(old or b"", ours, machine.ansi, end)
    except UnicodeEncodeError as error:
        # VBA could not read the path back, whatever the file were written in.
        raise CannotOpenError([Issue("install_letters", Place(path.name), str(interpreter(machine)))]) from error
    if new == old:
        yield _Action(Entry("settings_kept", {"path": path}, changed=False))
        return

    before = read_settings(old or b"", machine.ansi)
    standing = {key: before[key.upper()] for key, value in ours.items() if before.get(key.upper(), value) != value}
    if old is not None and standing:
        # Another project of the user's may need them.
        replaced = ", ".join(f"{key}={value}" for key, value in standing.items())
        yield _moved("settings_moved", path, old, words, replaced=replaced)

    def do() -> None:
        make_folder(path.parent)
        write(path, new)

    yield _Action(Entry("settings", {"path": path, "keys": ", ".join(ours)}, changed=True), do)


def _shortcut(machine: Machine, words: Words, place: Path) -> Iterator[_Action]:
    if machine.platform != WINDOWS:
        return
    path = place / words.text("install_shortcut")
    try:
        new = shortcut(machine, words)
    except UnicodeEncodeError as error:
        raise CannotOpenError([Issue("install_letters", Place(path.name), str(interpreter(machine)))]) from error
    if (old := _old(path)) == new:
        yield _Action(Entry("shortcut_kept", {"path": path}, changed=False))
        return
    if old is not None:
        yield _moved("shortcut_moved", path, old, words)
    yield _Action(Entry("shortcut", {"path": path}, changed=True), lambda: write(path, new))


def _trust(machine: Machine, words: Words, place: Path) -> Iterator[_Action]:
    """Tell Excel to trust the folder, unless a policy says that users may not."""
    if machine.platform != WINDOWS:
        return
    forbidden = folder_allowed(machine)
    if forbidden != "all" and named_by_policy(machine, place):
        yield _Action(Entry("trust_kept", {"path": place}, changed=False))
        return
    if forbidden:
        yield _Action(Entry("trust_forbidden", {"path": place}, changed=False))
        return
    wanted: dict[str, str | int] = {
        "Path": f"{place}\\",
        "AllowSubfolders": 1,
        "Description": words.text("install_trust_description"),
    }
    if _trusted(machine, place):
        yield _Action(Entry("trust_kept", {"path": place}, changed=False))
    else:
        yield _Action(
            Entry("trust", {"path": place, "registry": TRUSTED_OURS}, changed=True), lambda: _register(machine, wanted)
        )
    if is_network(place) and not network_allowed(machine):
        yield _Action(Entry("trust_network", {"path": place}, changed=False))


def _trusted(machine: Machine, place: Path) -> bool:
    path = machine.registry(TRUSTED_OURS, "Path")
    if not isinstance(path, str) or machine.registry(TRUSTED_OURS, "AllowSubfolders") != 1:
        return False
    return same_path(path, f"{place}\\", machine)


def _register(machine: Machine, wanted: Mapping[str, str | int]) -> None:
    try:
        for name, value in wanted.items():
            machine.set_registry(TRUSTED_OURS, name, value)
    except OSError as error:
        details = {"reason": reason(error)}
        raise CannotOpenError([Issue("install_not_trusted", value=TRUSTED_OURS, details=details)]) from error


def report_lines(report: Report, words: Words) -> list[str]:
    """What was written where, and what IT must allow, for a terminal."""
    lines = [words.text("install_dry" if report.dry else "install_done", folder=report.folder)]
    lines += ["  " + words.text(f"install_did_{entry.key}", **entry.details) for entry in report.entries]
    if not report.changed:
        lines.append(words.text("install_nothing"))
    asks = ("macros", "trust", "asr", "server") if report.windows else ("server",)
    lines += ["", words.text("install_it")]
    lines += ["  - " + words.text(f"install_it_{ask}") for ask in asks]
    return [*lines, words.text("install_it_page")]
