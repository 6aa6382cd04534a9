"""Several days in one deadline: every number gets the word it is read with, and a mark stands between two of them.

``1.-2. kvartal`` becomes ``1. kvartal ~ 2. kvartal``, ``uge 10 og 12`` ``uge 10 | uge 12``. Without the marks what
stands side by side would be read as one: ``1. maj og 15. juni`` names no year 2015.
"""

import re
from datetime import date

from schemas.text.period_patterns import MONTH_NAMES

BREAK, RANGE, UNREAD = "|", "~", "¤"
"""Between two things; from the one to the other; before what is named, and is not the day that is meant."""

_CENTURY = 100
_WEEKS_A_YEAR = 53
_FEW = 5
"""So many weeks a month has: ``2. uge`` can be one of a month's."""
MONTHS = "|".join(sorted(MONTH_NAMES, key=len, reverse=True))
_UNIT = rf"(?:kvartal|kvt|kv|quarter|halvår|{MONTHS})\b"
_JOINT = r"-|/|,|\+|&|\bog\b|\beller\b|\bsamt\b|\btil\b|\band\b|\bor\b|\bto\b"
_LISTED = re.compile(
    rf"(?P<before>[^\W\d]+\.?\s+)?(?<![\d./-])(?P<list>\d{{1,2}}\.?(?:\s*(?:{_JOINT})\s*\d{{1,2}}\.?)+)\s*(?P<unit>{_UNIT})(?!-)"
)
_NUMBER = re.compile(r"\d{1,2}\.?")
NOT_COUNTED = frozenset(
    {
        *(
            "og",
            "eller",
            "samt",
            "til",
            "i",
            "af",
            "den",
            "d",
            "senest",
            "inden",
            "pr",
            "for",
            "med",
            "ved",
            "hos",
            "på",
            "om",
        ),
        *("jf", "and", "or", "to", "in", "of", "with", "at", "by", "on"),
    }
)
"""Words that no number counts."""
_COUNTED = rf"(?:\s*[%‰]|\s+(?!(?:{'|'.join(sorted(NOT_COUNTED))})\b)[^\W\d])"
"""A word after a number that can be what it counts."""
_WEEK_LIST = re.compile(
    r"\b(?:uge|uger|ugerne|week|weeks|wk\.?|w|u\.?)\s*(?:nr\.?\s*|no\.?\s*)?(?P<weeks>\d{1,2}(?!\d)"
    rf"(?:\s*(?:-|/|\+|&|\btil\b|\bto\b|,(?=\s*(?:uge\s*)?\d{{1,2}}(?!\d|{_COUNTED}))|\b(?:og|eller|samt|and|or)\b)"
    rf"\s*(?:uge\s*)?\d{{1,2}}(?!\d|[./]\s*\d|\.?\s*{_UNIT}))*)"
)
_LAST_IS_COUNT = re.compile(rf"^{_COUNTED}")
_NTH_WEEK = re.compile(
    rf"(?<![\d.])(?P<week>\d{{1,2}})\.\s*(?:uge|week)\b(?!\s*\d{{1,2}}\b)(?P<of>\s+(?:i|in|af|of)\s+(?:{MONTHS})\b)?"
)
_IN_NUMBERS = r"\d{1,2}[./]\d{1,2}(?:[./-]\d{4}|[./]\d{2})?"
_FROM_TO = re.compile(rf"(?<![\d./-])(?P<first>{_IN_NUMBERS})\.?\s*-\s*(?P<last>{_IN_NUMBERS})\.?(?![\d/%-]|\s*%)")
_MONTH_AND_DAYS = re.compile(
    rf"\b(?P<month>{MONTHS})\.?\s+(?P<first>\d{{1,2}})\.?\s*-\s*(?P<last>\d{{1,2}})(?![\d./-]|\s*%|{_COUNTED})"
)
_ITS_YEAR = re.compile(r"[\s,./(-]*(?:(?:i|in)\s+)?\d{4}\b")
_SHORT_LIST = re.compile(r"\b(?P<first>[qkh][1-4]|(?:19|20)\d{2})\s*[-/+]\s*(?=(?:[qkh][1-4]|(?:19|20)\d{2})\b)")


_WEEK_OF_MONTH = re.compile(
    rf"\b(?:uge|week)\s*(?P<week>\d{{1,2}})\s*(?:[(|]|\b(?:i|in|af|of)\s)\s*(?P<month>{MONTHS})\b\.?(?!\s*\d)"
)


def apart(text: str, year: int) -> str:
    """A text whose lists are taken apart, each number with the word that it is read with.

    Args:
        text: The deadline in small letters.
        year: The contract year.
    """
    text = _NTH_WEEK.sub(_nth_week, text)
    text = _WEEK_OF_MONTH.sub(lambda found: _week_of_month(found, year), text)
    text = _WEEK_LIST.sub(lambda found: _weeks(found, year), text)
    text = _FROM_TO.sub(lambda found: f"{_slashed(found['first'])} {RANGE} {_slashed(found['last'])}", text)
    text = _MONTH_AND_DAYS.sub(lambda found: _days_of_month(found, year), text)
    text = _LISTED.sub(_listed, text)
    return _SHORT_LIST.sub(rf"\g<first> {RANGE} ", text)


def _nth_week(found: re.Match[str]) -> str:
    """``23. uge`` is a week of the year; ``2. uge i maj`` one of a month, whose first week nobody has defined."""
    if found["of"] or int(found["week"]) <= _FEW:
        return f" {UNREAD} {found['of'] or 'uge ' + found['week']}"
    return f"uge {found['week']}"


def _week_of_month(found: re.Match[str], year: int) -> str:
    """``uge 12 i marts`` is that week; ``uge 2 i maj`` is one of a month's, or one of the two is wrong."""
    try:
        days = [date.fromisocalendar(year, int(found["week"]), day) for day in (1, 7)]
    except ValueError:
        return found[0]
    if MONTH_NAMES[found["month"]] in {day.month for day in days}:
        return f"uge {found['week']} {BREAK} "
    return f"{UNREAD} uge {found['week']} {UNREAD} {found['month']}"


def _weeks(found: re.Match[str], year: int) -> str:
    """The weeks, each with its word. A number after a slash is a year where it is the contract's or the next."""
    written, rest = found["weeks"], found.string[found.end() :]
    numbers, joints = re.findall(r"\d{1,2}", written), re.split(r"\s*(?:uge\s*)?\d{1,2}", written)[1:-1]
    if len(numbers) > 1 and joints[-1] == "/" and int(numbers[-1]) - year % _CENTURY in (0, 1):
        return f"uge {numbers[-2]} {year - year % _CENTURY + int(numbers[-1])}"
    if any(int(each) > _WEEKS_A_YEAR for each in numbers):
        return f"uge {written} {BREAK}"
    is_loose = bool(joints) and (joints[-1].strip().isalpha() or joints[-1] != joints[-1].strip())
    if is_loose and _LAST_IS_COUNT.match(rest):
        return f"{UNREAD} uge {numbers[0]} {BREAK} {UNREAD} uge {numbers[-1]} {BREAK}"
    parts = [f"uge {numbers[0]}"]
    for number, joint in zip(numbers[1:], joints, strict=True):
        parts += [_mark(joint), f"uge {number}"]
    return " ".join(parts) + _end(rest)


def _end(rest: str) -> str:
    """The mark after a list, but before the list's year."""
    return " " if _ITS_YEAR.match(rest) else f" {BREAK} "


def _mark(joint: str) -> str:
    return RANGE if joint.strip() in {"-", "/", "til", "to"} else BREAK


def _slashed(day: str) -> str:
    """``1.5`` as ``1/5``, which is a day among other words too."""
    return day.replace(".", "/", 1).replace(".", "-", 1)


def _days_of_month(found: re.Match[str], year: int) -> str:
    """``March 21-27``; two numbers that can be years are neither."""
    first, last = int(found["first"]), int(found["last"])
    if abs(last - year % _CENTURY) <= 1 and abs(first - year % _CENTURY) <= 1:
        return f"{UNREAD} {found['month']} {BREAK}"
    return f"{first}. {found['month']} {RANGE} {last}. {found['month']}" + _end(found.string[found.end() :])


def _listed(found: re.Match[str]) -> str:
    """``1., 8. og 15. maj``; a number with no full stop after a word or a comma may belong to what stands before."""
    numbers, joints = _NUMBER.findall(found["list"]), _NUMBER.split(found["list"])[1:-1]
    before = found["before"] or ""
    unit = found["unit"]
    if not all(each.endswith(".") for each in numbers[:-1]):
        if {joint.strip() for joint in joints} == {","}:
            return f"{before}{' , '.join(numbers)} {unit}"
        if before and before.strip(" .") not in _LEADS:
            return f"{before}{UNREAD} {numbers[-1].rstrip('.')}. {unit}"
    parts = [f"{numbers[0].rstrip('.')}. {unit}"]
    for number, joint in zip(numbers[1:], joints, strict=True):
        parts += [_mark(joint), f"{number.rstrip('.')}. {unit}"]
    return before + " ".join(parts)


_LEADS = frozenset(
    {
        *("senest", "inden", "før", "den", "d", "fra", "til", "i", "ca", "cirka", "omkring", "pr", "og", "mellem"),
        *("på", "primo", "medio", "ultimo", "løbende", "hele", "tidligst"),
        *("from", "to", "by", "until", "in", "about", "around", "and", "between"),
    }
)
"""Words that a list of days or quarters may follow without its numbers being theirs."""
