"""The log's chain: each line carries its number and a hash over itself and the line before, so that a change is seen.

A link is written ``12:9f86…``; the newest line's ends with a full stop, so that lines cut off at the end are seen too.
Lines from before there was a chain carry none, and the first link covers them all.
"""

import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from schemas.frames import is_missing
from schemas.tables import LogLines

_SEED = "resultatkontrakt log 1"
"""What the first hash is made of; the number tells the form below, should it ever change."""
_HASHED = (
    LogLines.TIME,
    LogLines.PERSON,
    LogLines.STEP,
    LogLines.DETAIL,
    LogLines.FILE,
    LogLines.SHA256,
    LogLines.VERSION,
)
_HASHED_LATER = (LogLines.GOALS,)
"""Columns that came later: they are part of a line that fills them in, so that lines from before are told as they were,
and neither can be written into a line or taken from it unseen."""
_LINK = re.compile(r"(\d+):([0-9a-f]{64})(\.?)")
_BREAKS = re.compile(r"\r\n?|_x000[dD]_\n?")
_DAY_ZERO = datetime(1899, 12, 30)
"""The day from which a spreadsheet counts."""
_SERIALS = (20_000.0, 90_000.0)
"""The numbers of days that stand for 1954 to 2146: a time that a spreadsheet has made a number of."""
Line = Mapping[str, object]
"""A line's values by field, with its link."""


class Damage(StrEnum):
    """What is not as it was written."""

    ALTERED = "altered"
    """The line says something else, or its link does."""
    REMOVED = "removed"
    """Lines are gone before this one."""
    CUT_OFF = "cut_off"
    """Lines are gone after this one, which is the last."""
    INSERTED = "inserted"
    """The line was put in: it has no link, or that of another line."""
    MOVED = "moved"
    """The line stood elsewhere."""
    EARLIER = "earlier"
    """Lines from before the chain are not as they were when it began."""
    UNCHAINED = "unchained"
    """The line was added without a link, by hand or by an older version; later links cover it."""


@dataclass(frozen=True)
class Break:
    """Where the chain does not hold.

    Args:
        damage: What is not as it was.
        at: The line's position among the lines, from 0.
        count: How many lines are concerned.
    """

    damage: Damage
    at: int
    count: int = 1


@dataclass(frozen=True)
class _Link:
    """A number and the hash up to it."""

    number: int
    digest: str
    is_end: bool = False

    @property
    def text(self) -> str:
        return f"{self.number}:{self.digest}{'.' if self.is_end else ''}"

    def then(self, line: str) -> "_Link":
        """The link of the line that follows."""
        return self.numbered(self.number + 1, line)

    def numbered(self, number: int, line: str) -> "_Link":
        """The link of a line that follows with a number."""
        told = f"{number}\n{self.digest}\n{line}"
        return _Link(number, hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest())

    def is_before(self, other: "_Link", line: str) -> bool:
        """Whether another link is that of a line which follows this one."""
        return self.number + 1 == other.number and self.then(line).digest == other.digest


_START = _Link(0, hashlib.sha256(_SEED.encode()).hexdigest())


def canonical(line: Line) -> str:
    """A line in a form that a save in another program, another language or an upgrade does not change.

    Args:
        line: Its values by field; what is blank counts as nothing.
    """
    texts = {name: _plain(line.get(name), name) for name in (*_HASHED, *_HASHED_LATER)}
    told = (name for name in texts if name in _HASHED or texts[name])
    return "\n".join(f"{name}={len(texts[name])}:{texts[name]}" for name in told)


def _plain(value: object, name: str) -> str:
    if is_missing(value):
        return ""
    if name == LogLines.TIME:
        return _moment(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = unicodedata.normalize("NFC", _BREAKS.sub("\n", str(value)))
    kept = (sign if sign.isprintable() or sign == "\n" else " " for sign in text)
    return "".join(kept).strip()


def _moment(value: object) -> str:
    """A time to the second, whether it stands as text, as a time or as a spreadsheet's number of days."""
    if isinstance(value, float | int) and _SERIALS[0] <= value <= _SERIALS[1]:
        value = _DAY_ZERO + timedelta(seconds=round(value * timedelta(days=1).total_seconds()))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d} 00:00:00"
    text = " ".join(str(value).split())
    try:
        return f"{datetime.fromisoformat(text):%Y-%m-%d %H:%M:%S}"
    except ValueError:
        return text


def _told(line: Line) -> _Link | None:
    """The link that a line carries; None where it has none that can be read."""
    text = line.get(LogLines.CHAIN)
    found = None if is_missing(text) else _LINK.fullmatch(str(text).strip())
    return _Link(int(found[1]), found[2], bool(found[3])) if found else None


def links(standing: Sequence[Line], added: Sequence[Line]) -> list[str | None]:
    """The link of each line, once lines are added.

    Args:
        standing: The lines that stand; what they say is not changed, and their links keep their hashes.
        added: The lines that come after them.

    Returns:
        A link for each line of both; None for lines from before the chain, or added without one.
    """
    if not added:
        return [_text(line) for line in standing]
    state, found, texts = _START, False, []
    ended = True
    for line in standing:
        link = _told(line)
        state = link or state.then(canonical(line))
        ended = link.is_end if link else ended
        found = found or link is not None
        texts.append(_Link(link.number, link.digest).text if link else _text(line))
    # Where the last link does not say that it is the end, lines are gone; the numbers go on to tell so.
    number = state.number if ended or not found else state.number + 1
    for line in added:
        number += 1
        state = state.numbered(number, canonical(line))
        texts.append(state.text)
    return [*texts[:-1], _Link(state.number, state.digest, is_end=True).text]


def _text(line: Line) -> str | None:
    value = line.get(LogLines.CHAIN)
    return None if is_missing(value) else str(value)


def is_chained(lines: Sequence[Line]) -> bool:
    """Whether any line carries a link."""
    return any(_told(line) for line in lines)


def breaks(lines: Sequence[Line]) -> list[Break]:
    """Where a log is not as it was written.

    Args:
        lines: Its lines, in the order in which they stand.

    Returns:
        Each place, in order; none where all links hold, or where there are none yet.
    """
    if not is_chained(lines):
        return []
    return _Walk(lines).breaks()


class _Walk:
    """One way through a log, from its first line to its last."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._texts = [canonical(line) for line in lines]
        self._links = [_told(line) for line in lines]
        self._blank = [is_missing(line.get(LogLines.CHAIN)) for line in lines]
        self._by_number = {link.number: link for link in reversed(self._links) if link}
        self._numbers = sorted(self._by_number)
        self._found: list[Break] = []

    def breaks(self) -> list[Break]:
        state, begun = _START, False
        pending: list[int] = []
        newest = self._numbers[-1]
        for at, link in enumerate(self._links):
            if link is None:
                if not self._blank[at]:
                    self._tell(Damage.ALTERED, at)
                    state = self._beyond(state, pending)
                    state, pending, begun = state.then(self._texts[at]), [], True
                else:
                    pending.append(at)
                continue
            state = self._next(state, pending, at, link, begun)
            pending, begun = [], True
            if link.is_end and link.number != newest:
                self._tell(Damage.ALTERED, at)
        for at in pending:
            self._tell(Damage.INSERTED, at)
        if not self._by_number[newest].is_end:
            self._tell(
                Damage.CUT_OFF, next(at for at, link in enumerate(self._links) if link and link.number == newest)
            )
        return sorted(set(self._found), key=lambda each: (each.at, each.damage))

    def _beyond(self, state: _Link, pending: Sequence[int]) -> _Link:
        """The state after lines that carry no link."""
        for at in pending:
            state = state.then(self._texts[at])
        return state

    def _next(self, state: _Link, pending: Sequence[int], at: int, link: _Link, begun: bool) -> _Link:
        """Compare a line's link with what comes before it, and give the state after it."""
        text = self._texts[at]
        covered = self._beyond(state, pending)
        if covered.is_before(link, text):
            for each in pending if begun else ():
                self._tell(Damage.UNCHAINED, each)
            return link
        follows = state.is_before(link, text)
        if pending and not begun and not follows:
            self._tell(Damage.EARLIER, at, len(pending))
            return link
        for each in pending:
            self._tell(Damage.INSERTED, each)
        return link if follows else self._misplaced(state, at, link)

    def _misplaced(self, state: _Link, at: int, link: _Link) -> _Link:
        """A line whose link does not follow from the line before it."""
        if link.number == state.number + 1:
            return self._altered(state, at, link)
        if link.number <= state.number:
            is_copy = self._by_number[link.number] is not link
            self._tell(Damage.INSERTED if is_copy else Damage.MOVED, at)
            return state
        gone = link.number - state.number - 1 - self._elsewhere(state.number, link.number)
        if gone:
            self._tell(Damage.REMOVED, at, gone)
        before = self._by_number.get(link.number - 1)
        if before is not None and not before.is_before(link, self._texts[at]):
            return self._altered(before, at, link)
        return link

    def _elsewhere(self, first: int, last: int) -> int:
        """How many lines stand elsewhere whose numbers lie between two others."""
        return bisect_left(self._numbers, last) - bisect_right(self._numbers, first)

    def _altered(self, state: _Link, at: int, link: _Link) -> _Link:
        """A line that says something else than it did, or whose link does: the next line tells which."""
        self._tell(Damage.ALTERED, at)
        own = state.then(self._texts[at])
        following = next((place for place in range(at + 1, len(self._links)) if self._links[place]), None)
        after = None if following is None else self._links[following]
        if after is not None and following is not None and own.is_before(after, self._texts[following]):
            return own
        return link

    def _tell(self, damage: Damage, at: int, count: int = 1) -> None:
        self._found.append(Break(damage, at, count))
