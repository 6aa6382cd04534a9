"""How people write deadlines, beside the periods in them: edges, running work, seasons, words that name no day."""

import re

from schemas.text.period_patterns import MONTH_NAMES

PRIMO, MEDIO, ULTIMO, RUNNING, BEFORE = "primo", "medio", "ultimo", "løbende", "inden"
EDGES = (PRIMO, MEDIO, ULTIMO)

_MONTHS = "|".join(sorted(MONTH_NAMES, key=len, reverse=True))
_YEAR_WORD = r"(?:(?:kalender|kontrakt)?året?|kontraktperioden)"
YEAR_END = re.compile(
    rf"\b(?:{_YEAR_WORD}s\s+(?:udgang|udløb|slutning|afslutning)|(?:udgangen|udløbet|slutningen)\s+af\s+{_YEAR_WORD}|kontraktens\s+udløb|årsskiftet|nytår|"
    rf"{_YEAR_WORD}\s+ud|year[\s-]end|end\s+of\s+(?:the\s+)?year)\b"
)
"""The end of the year, without its number."""
THE_YEAR = re.compile(rf"\b(?:{_YEAR_WORD}|(?:the|this)\s+year)\b(?!\s+\d{{4}})")
RUNNING_WORDS = re.compile(
    r"\b(?:fortløbende|løbende|kvartalsvist?|månedligt?|ugentligt?|halvårligt?|årligt?|hele\s+tiden|hver(?:t)?\s+"
    r"(?:måned|uge|kvartal|halvår)|ongoing|continuous(?:ly)?|quarterly|monthly|weekly|every\s+(?:month|week|quarter)|"
    r"throughout|gennem\s+hele)\b"
)
"""Work that runs all the time is due when the time it runs in is over."""
EDGE_WORDS = (
    (
        re.compile(
            r"\b(?:begyndelsen|starten|beginning|start)\s+(?:af|på|of)\b|\bearly\b|"
            r"\b(?:først|tidligt)\s+i\b|"
            rf"\bstart(?:en)?\s+(?=(?:(?:{_MONTHS})\b|[1-4]\.?\s*kv|q[1-4]\b|[12]\.?\s*halv))"
        ),
        PRIMO,
    ),
    (re.compile(r"\b(?:midten\s+af|midt\s+i|midt|middle\s+of|mid)\b[\s-]*"), MEDIO),
    (re.compile(r"\b(?:udgangen|slutningen|udløbet|afslutningen|enden)\s+(?:af|på)\b|\bend\s+of\b|\blate\b"), ULTIMO),
)
BEFORE_WORDS = re.compile(r"\b(?:inden|før|forud\s+for|before|prior\s+to)\b(?!\s+for\b)")
WITHIN = re.compile(r"\binden\s+for\b")
PASSED_OVER = re.compile(
    r"(?<![\w.])(?:d\.(?=\d)|(?:senest|ca\.?|cirka|omkring|omtrent|den|d\.|af|of|the|til|frem|indtil|med|og|and|to|by|until|till|latest|"
    r"at|no\s+later\s+than|around|about|approx\.?|pr\.?|per|hele|gennem|through|løbet|course|i|in|on|from|fra|"
    r"deadline|frist|færdig|nr\.?|no\.?)(?!\w))"
)
"""Words around a deadline that do not move it."""
LIST_BEFORE_PERIOD = re.compile(
    rf"\b[qkh][1-4]\s*[-/+]\s*(?=[qkh][1-4]\b)|"
    rf"\b(?:19|20)\d{{2}}\s*[-/]\s*(?=(?:19|20)\d{{2}}\b)|\b\d{{1,2}}/\d{{1,2}}\s*-\s*(?=\d{{1,2}}/\d)|"
    rf"\b\d{{1,2}}\.?\s*(?:-|/|\bog\b|\btil\b|\band\b)\s*(?=\d{{1,2}}\.?\s*(?:kvartal|kvt|halvår|quarter|(?:{_MONTHS})\b))"
)
"""``1.-`` of ``1.-2. kvartal`` and of ``1.-15. maj``: the last of them is the deadline."""
WEEKS = re.compile(
    r"\b(?:uge|uger|ugerne|week|weeks|wk\.?|w|u\.?)\s*(?:nr\.?\s*|no\.?\s*)?(?P<weeks>\d{1,2}(?!\d)"
    r"(?:\s*(?:-|\+|,|\bog\b|\btil\b|\band\b|\bto\b|/)\s*(?:uge\s*)?\d{1,2}(?![\d./]))*)"
)
ISO_WEEK = re.compile(r"\b(?P<year>\d{4})-?w(?P<week>\d{1,2})\b")
WEEKDAYS = (
    ("mandag", "monday"), ("tirsdag", "tuesday"), ("onsdag", "wednesday"), ("torsdag", "thursday"),
    ("fredag", "friday"), ("lørdag", "saturday"), ("søndag", "sunday"),
)  # fmt: skip
DAY_OF_WEEK = re.compile(
    r"\b(?P<day>" + "|".join(name for names in WEEKDAYS for name in names) + r")\s*(?:,|i|in|of)?\s*"
    r"(?:uge|week)\s*(?P<week>\d{1,2})(?![-/+\d])(?:,?\s+(?:i\s+|in\s+)?(?P<year>\d{4}))?"
)
"""``fredag i uge 12``: that day, and not the week's Sunday."""
OTHER_SPELLINGS = (
    (re.compile(r"\b(?P<number>[1-4])(?:st|nd|rd|th)\s+(?=quarter|half)"), r"\g<number>. "),
    (re.compile(r"\biv\.?\s*(?=kvartal|quarter)"), "4. "),
    (re.compile(r"\biii\.?\s*(?=kvartal|quarter)"), "3. "),
    (re.compile(r"\bii\.?\s*(?=kvartal|quarter)"), "2. "),
    (re.compile(r"\bi\.\s*(?=kvartal|quarter)"), "1. "),
    (re.compile(rf"\bførste\s+halvdel\s+af\s+(?={_YEAR_WORD}\b|\d{{4}}\b)"), "1. halvår "),
    (re.compile(rf"\b(?:anden|sidste)\s+halvdel\s+af\s+(?={_YEAR_WORD}\b|\d{{4}}\b)"), "2. halvår "),
    (re.compile(r"\bhalvårsskiftet\b"), "1. halvår"),
    (re.compile(r"\b(?:årets\s+)?sidste\s+kvartal\b"), "4. kvartal"),
    (re.compile(rf"(?<=\d)\.?\s+(?:i|in)\s+(?=(?:{_MONTHS})\b)"), " | "),
)
"""Spellings, each with the one that is read after it; ``2 møder`` before a month is no day of it."""
RUNNING_FROM = re.compile(r"\b(?:løbende|fortløbende|ongoing)\s+(?:fra|efter|from|after)\b(?!.*\b(?:til|to|until)\b)")
"""Running work whose end is not said."""
VAGUE = re.compile(
    r"\b(?:\w*(?:ferie|ferien|ferier|helligdage)|(?:(?:summer|autumn|winter|christmas|easter)\s+)?(?:holidays?|vacation)|"
    r"vinter(?:en)?|winter|påsken?|pinsen?|easter|christmas|\d?\.?\s*tertial|skoleår(?:et)?s?|school\s+year)\b"
)
"""Times whose last day nobody can look up in a calendar of months and weeks."""
AFTER_ALL = re.compile(r"^(?:efter|after)\b(?!\s+(?:aftale|behov|agreement))")
"""After something is no deadline, whatever day stands there."""
OVER_NEW_YEAR = re.compile(rf"\b(?P<first>{_MONTHS})\.?\s*(?:-|\btil\b|\bto\b)\s*(?P<last>{_MONTHS})\b\.?(?!\s*\d)")
MONTH_THEN_DAY = re.compile(
    rf"^(?P<month>{_MONTHS})\.?\s+(?P<day>\d{{1,2}})(?P<nth>st|nd|rd|th)?(?:,?\s+(?P<year>\d{{4}}))?$"
)
"""``May 1st, 2011``, and ``maj 11``, whose number is a year where it can be one."""
DAY_THEN_MONTH = re.compile(
    rf"^(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?\s*(?P<name>{_MONTHS})\.?(?:,?[\s\-./']+(?P<year>\d{{4}}|\d{{2}}))?$"
)
DAY_IN_NUMBERS = re.compile(
    r"^(?P<day>\d{1,2})\s?[-./]\s?(?P<number>\d{1,2})(?:\.?|\.?\s?[-./ ]\s?(?P<year>\d{4}|\d{2}))$"
)
SEASONS = {
    "forår": (3, 5), "foråret": (3, 5), "spring": (3, 5),
    "sommer": (6, 8), "sommeren": (6, 8), "summer": (6, 8),
    "efterår": (9, 11), "efteråret": (9, 11), "autumn": (9, 11), "fall": (9, 11),
}  # fmt: skip
"""Season → its first and last month. A winter lies in two years: which is meant has to be asked."""
SEASON = re.compile(r"^(?P<season>" + "|".join(SEASONS) + r")(?:\s+(?P<year>\d{4}))?$")
SHORT_MONTHS = frozenset(name for name in MONTH_NAMES if len(name) <= len("sept")) - {
    "maj",
    "juni",
    "juli",
    "june",
    "july",
}
"""Names of months that are other words too (``Jan``, ``may``, ``mar``): alone among other words they name no month."""
NOT_SAID = re.compile(
    r"\b\d+\s+(?:dage?|uger?|måneder?|days?|weeks?|months?)\s+(?:efter|før|fra|after|before|from)\b|"
    r"\b[05-9]\.?\s*(?:kvartal|kvt)|\bq[05-9]\b|\b[03-9]\.?\s*halvår|"
    r"^jul$|\b(?:inden|før|efter|omkring|til)\s+jul(?:en)?\b"
)
"""So long before or after something, which is a day that nobody wrote; a quarter that no year has; Christmas, which is
written as July is."""
NO_DAY = re.compile(
    r"\b(?:hurtigst\s+muligt|snarest(?:\s+muligt)?|straks|asap|as\s+soon\s+as\s+possible|immediately|efter\s+aftale|"
    r"skal\s+aftales|aftales|ikke\s+fastsat|ikke\s+aftalt|fastsættes\s+senere|afventer|i\s+gang|igangværende|in\s+progress|by\s+agreement|to\s+be\s+agreed|tbd|n/?a|"
    r"ingen(?:\s+frist)?|no\s+deadline|none|ikke\s+relevant|not\s+applicable|efter\s+behov|as\s+needed|ved\s+lejlighed)\b|^[\s\-–—?.]+$"
)
"""Words that are understood, and name no day."""
