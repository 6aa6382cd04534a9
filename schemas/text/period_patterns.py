"""How people write periods: the spellings that ``parse_period`` reads, as patterns."""

import re

_QUARTERS = 4
MONTH_NAMES = {
    name: number
    for number, names in enumerate(
        (
            "jan januar january",
            "feb februar february",
            "mar marts march mrt",
            "apr april",
            "maj may",
            "jun juni june",
            "jul juli july",
            "aug august",
            "sep sept september",
            "okt oktober oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_NTH_QUARTER = r"(?:kvartal|kvt\.?|kv\.?|quarter)"
# Beside a year alone a Roman number is no Danish "i", which is passed over before other periods.
_ROMAN = rf"(?P<nth>iv|i{{1,3}})\.?\s+{_NTH_QUARTER},?\s+(?P<year>\d{{4}})"
_YEAR_WORDS = "kalenderåret|kalenderår|calendar year|året|år"
PREFIX = re.compile(rf"^(?!{_ROMAN}$)(?P<edge>primo|medio|ultimo|løbende|hele|{_YEAR_WORDS}|pr\.?|for|i)\s+")
_NAMES = "|".join(sorted(MONTH_NAMES, key=len, reverse=True))
_MONTH = rf"(?P<month>{_NAMES})\.?"
_LAST = _MONTH.replace("<month>", "<last>")
_YEAR = r"(?P<year>\d{4}|\d{2})"
_YEAR_FIRST = r"(?P<year>\d{4}|3[2-9]|[4-9]\d)"
"""A year before a month; ``01-jan`` is how Excel shows the first of January, so no day of a month is taken for one."""
_JOINTS = r"(?:,\s+|[\s\-_./'\u2018\u2019\u00b4]*)"
_MAYBE_YEAR = rf"(?:{_JOINTS}{_YEAR})?"
_ORDINALS = ("første", "andet", "tredje", "fjerde", "first", "second", "third", "fourth")
NTH = {word: at % _QUARTERS + 1 for at, word in enumerate(("i", "ii", "iii", "iv", *_ORDINALS))}
_ORDINAL = "(?P<nth>" + "|".join(_ORDINALS) + ")"
_MONTH_WORD = r"(?:måned|month)"
_QUARTER_WORD = r"(?:kvartal|kvt|kv|k|quarter|q)"
_HALF_WORD = r"(?:halvår|halvaar|half[\s-]?year|half|hå|h)"
_ANY_DAY = (
    r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}[-./]\d{1,2}(?:[-./\s]\d{4}|\.)?|"
    rf"\d{{1,2}}\.?\s+(?:{_NAMES})\.?(?:\s+\d{{4}})?)"
)
_JOINT = r"\s*(?:[-\u2013]|\stil\s|\stil\sog\smed\s|\sto\s)\s*"
# The order matters only where a spelling could be read twice: whole dates before months.
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"^{pattern}$"))
    for kind, pattern in (
        ("year", r"(?P<year>\d{4})"),
        ("day", r"(?P<year>\d{4})[-./](?P<number>\d{1,2})[-./](?P<day>\d{1,2})(?:[ t]00:00(?::00)?)?"),
        ("day", r"(?P<day>\d{1,2})[-./](?P<number>\d{1,2})[-./](?P<year>\d{4})(?: 00:00(?::00)?)?"),
        ("day", r"(?P<year>\d{4})(?P<number>\d{2})(?P<day>\d{2})"),
        ("day", rf"(?P<day>\d{{1,2}})\.?\s+{_MONTH}\s+{_YEAR}"),
        ("day", rf"(?P<day>\d{{2}}){_MONTH}(?P<year>\d{{4}})(?::00:00:00(?:\.0+)?)?"),
        ("month", r"(?P<year>\d{4})[-./ ]?m?(?P<number>\d{1,2})"),
        ("month", r"(?P<number>\d{1,2})[-./](?P<year>\d{4})"),
        ("month", r"(?P<year>\d{4}):(?P<number>\d{2})"),
        ("month", rf"(?:m|{_MONTH_WORD}\s+)(?P<number>\d{{1,2}}),?[\s\-_./]+(?P<year>\d{{4}})"),
        ("month", rf"{_MONTH}(?:\s+{_MONTH_WORD})?{_MAYBE_YEAR}"),
        ("month", rf"{_YEAR_FIRST}(?:,\s+|[\s\-_./]*){_MONTH}"),
        ("span", rf"{_MONTH}{_JOINT}{_LAST}{_MAYBE_YEAR}"),
        ("days", rf"(?:(?:fra|from)\s+)?(?P<first>{_ANY_DAY}){_JOINT}(?P<final>{_ANY_DAY})"),
        ("quarter", _ROMAN),
        ("quarter", rf"{_ORDINAL}\s+{_NTH_QUARTER}{_MAYBE_YEAR}"),
        ("quarter", rf"(?P<number>[1-4])\.?\s*{_QUARTER_WORD}\.?{_MAYBE_YEAR}"),
        ("quarter", rf"{_QUARTER_WORD}\.?\s*(?P<number>[1-4]){_MAYBE_YEAR}"),
        ("quarter", rf"(?P<year>\d{{4}})[\s\-_./]*{_QUARTER_WORD}\.?\s*(?P<number>[1-4])"),
        ("quarter", rf"(?P<year>\d{{4}})[\s\-_./]*(?P<number>[1-4])\.?\s*{_QUARTER_WORD}\.?"),
        ("half", rf"{_ORDINAL}\s+{_HALF_WORD}{_MAYBE_YEAR}"),
        ("half", rf"(?P<number>[12])\.?\s*{_HALF_WORD}\.?{_MAYBE_YEAR}"),
        ("half", rf"{_HALF_WORD}\.?\s*(?P<number>[12]){_MAYBE_YEAR}"),
        ("half", rf"(?P<year>\d{{4}})[\s\-_./]*{_HALF_WORD}\.?\s*(?P<number>[12])"),
        ("half", rf"(?P<year>\d{{4}})[\s\-_./]*(?P<number>[12])\.?\s*{_HALF_WORD}\.?"),
        ("week", rf"(?:uge|week)\s*(?P<number>\d{{1,2}}){_MAYBE_YEAR}"),
    )
)
_DAY_AND_MONTH = re.compile(rf"^(?P<day>\d{{1,2}})[-. ]+{_MONTH}(?:[-. ]+\d{{2,4}})?$")
DAY_OF_YEAR = re.compile(rf"^(?P<day>\d{{1,2}})(?:[-./](?P<number>\d{{1,2}})\.?|\.?\s+{_MONTH})$")
"""A day that names no year (``1.1.``, ``1. januar``), at one end of a span."""


def made_by_spreadsheet(text: str) -> float | None:
    """The figure that a spreadsheet has probably made a day of (``22-maj`` for 22.5); None where the text is no day."""
    found = _DAY_AND_MONTH.match(" ".join(text.split()).casefold())
    return float(f"{int(found['day'])}.{MONTH_NAMES[found['month']]}") if found else None
