"""How people write deadlines, beside the periods in them: edges, running work, seasons, words that name no day."""

import re

from schemas.text.deadline_lists import BREAK, MONTHS
from schemas.text.period_patterns import MONTH_NAMES

PRIMO, MEDIO, ULTIMO, RUNNING, BEFORE = "primo", "medio", "ultimo", "løbende", "inden"
EDGES = (PRIMO, MEDIO, ULTIMO)

_YEAR_WORD = r"(?:(?:kalender|kontrakt)?året?|kontraktperioden)"
YEAR_END = re.compile(
    rf"\b(?:{_YEAR_WORD}s\s+(?:udgang|udløb|slutning|afslutning)|(?:udgangen|udløbet|slutningen)\s+af\s+{_YEAR_WORD}|kontraktens\s+udløb|årsskiftet|nytår|eoy|"
    rf"{_YEAR_WORD}\s+ud|year[\s-]end|end\s+of\s+(?:the\s+)?year)\b(?:,?\s+(?:i\s+|in\s+)?(?P<own>(?:19|20)\d{2})\b)?"
)
"""The end of the year, without its number."""
THE_YEAR = re.compile(rf"\b(?:{_YEAR_WORD}|i\s+år|(?:the|this)\s+year)\b(?!\s+\d{{4}})")
RUNNING_WORDS = re.compile(
    r"\b(?:fortløbende|løbende|kvartalsvist?|månedligt?|ugentligt?|halvårligt?|årligt?|hele\s+tiden|hver(?:t)?\s+"
    r"(?:(?:anden|andet|tredje|fjerde|halve|\d{1,2}\.)\s+)?(?:måned|uge|kvartal|halvår|år|(?:man|tirs|ons|tors|fre|lør|søn)?dag)|ongoing|continuous(?:ly)?|quarterly|monthly|weekly|half[\s-]?yearly|yearly|annually|twice\s+a\s+year|every\s+(?:month|week|quarter|(?:half[\s-]?)?year)|"
    r"throughout|gennem\s+hele)\b"
)
"""Work that runs all the time is due when the time it runs in is over."""
EDGE_WORDS = (
    (
        re.compile(
            r"\b(?:begyndelsen|starten|beginning|start)\s+(?:af|på|of)\b|\bearly\b|"
            r"\b(?:først|tidligt)\s+i\b|"
            rf"\bstart(?:en)?\s+(?=(?:(?:{MONTHS})\b|[1-4]\.?\s*kv|q[1-4]\b|[12]\.?\s*halv))"
        ),
        PRIMO,
    ),
    (re.compile(r"\b(?:midten\s+af|midt\s+(?:i|på)|midt|middle\s+of|mid)\b[\s-]*"), MEDIO),
    (re.compile(r"\b(?:udgangen|slutningen|udløbet|afslutningen|enden)\s+(?:af|på)\b|\bend\s+of\b|\blate\b"), ULTIMO),
)
BEFORE_WORDS = re.compile(r"\b(?:inden|før|forud\s+for|before|prior\s+to)\b(?!\s+for\b)")
WITHIN = re.compile(r"\binden\s+for\b")
PASSED_OVER = re.compile(
    r"(?<![\w.])(?:d\.(?=\d)|(?:senest|ca\.?|cirka|omkring|omtrent|den|d\.|af|of|the|frem|indtil|med|og|eller|samt|and|or|by|until|latest|"
    r"at|no\s+later\s+than|around|about|approx\.?|pr\.?|per|hele|gennem|through|løbet|course|på|i|in|on|ved|"
    r"deadline|frist|færdig|nr\.?|no\.?)(?!\w))"
)
"""Words around a deadline that do not move it."""
JOINED_YEAR = re.compile(r"\s*[,(]?\s+(?:(?:i|in|af|of)\s+)?(?=(?:19|20)\d{2}(?![\d./-]))|\s*\((?=(?:19|20)\d{2}\))")
"""Between a period and its year: ``1. maj, 2011``, ``2. kvartal (2012)``."""
OF_MONTH = re.compile(rf"(?<=\d)(st|nd|rd|th)\s+(?:day\s+)?of\s+(?=(?:{MONTHS})\b)")
APOSTROPHE_YEAR = re.compile(r"['\u2018\u2019\u00b4](?=\d{2}\b)")
PAUSES = re.compile(
    r"[+&→]|(?<=\d)/(?=\d{4}-\d{2}-\d{2})|(?<=\d{4})/(?=\d{1,2}[./-]\d{1,2}[./-]\d{2})|[,:](?=\s|$|\|)|[;()\[\]]|"
    r"(?<=[^\W\d])\.?/(?=\d)|(?<=\d)/(?=[^\W\d])|\s/\s|"
    rf"(?<=\d)\.?/(?=\d{{1,2}}\.\s*(?:{MONTHS})\b)"
)
"""What stands on the two sides of one of these is not read as one."""
TO = re.compile(r"\b(?:til|to|till)\b")
TIME_OF_DAY = re.compile(
    r"\b(?:kl\.?|klokken)\s*\d{1,2}(?:[.:]\d{2})?(?:\s*-\s*\d{1,2}(?:[.:]\d{2})?)?|(?<![\d:-])\d{1,2}:\d{2}(?::\d{2})?(?!\d)"
)
SCHOOL_YEAR = re.compile(r"(?<![\d./-])(?P<first>(?:19|20)\d{2})/(?P<last>\d{2})(?![\d./-])")
"""``2010/11``: a year that is not the calendar's."""
OTHER_YEARS = (
    (re.compile(r"\b(?:i\s+)?(?:det\s+)?(?:næste|kommende)\s+år\b|\bnext\s+year\b|\båret\s+efter\b"), 1),
    (re.compile(r"\b(?:i\s+)?(?:sidste|forrige)\s+år\b|\blast\s+year\b"), -1),
)
"""A year beside the contract's, in years from it."""
LEADING_YEAR = re.compile(r"^(?:(?:i|in)\s+)?(?:19|20)\d{2}\b(?![./-]\d)")
_NTH_DAY = (
    r"mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|(?:hver|arbejds)dag|dage?|uger?|halvdel|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|(?:working|business)\s+day|day|week|half"
)
_NTH = (
    r"første|anden|andet|tredje|fjerde|femte|sidste|næstsidste|[1-5]\.|"
    r"first|second|third|fourth|fifth|last|[1-5](?:st|nd|rd|th)"
)
NTH_OF = re.compile(
    rf"\b(?P<nth>{_NTH})(?:\s+og\s+(?:{_NTH}))?(?:\s*/\s*(?:{_NTH}))?\s+(?P<day>{_NTH_DAY})(?:\s*(?:/|-|og|eller)\s*(?:{_NTH_DAY}))*\s+(?:i|af|in|of)\s+(?!uge\b|week\b)(?:the\s+)?"
)
"""``første mandag i juni``, ``2. uge af maj``: which day that is nobody has said."""
NOT_THE_DAY = re.compile(
    r"\b(?:tidligst|(?:ikke|aldrig)(?:\s+(?:før|inden|i))?|undtagen|undtaget|bortset\s+fra|efter|siden|fra|"
    r"(?:næste|kommende|nærmeste|forrige|samme|next|same|previous|coming)"
    rf"(?=\s+(?:uge|måned|kvartal|halvår|week|month|quarter|half|[1-4]\.|forår|sommer|efterår|spring|summer|autumn|{MONTHS})\b)|"
    rf"(?:første|anden|tredje|sidste|first|second|third|last)(?=\s+(?:uge|måned|week|month|{MONTHS})\b)|"
    r"not\s+(?:before|until|in)|not|never|no\s+(?:earlier|sooner)\s+than|(?:at\s+the\s+)?earliest|except|after|since|from|starting)\b"
)
"""What follows is where the time begins, or is left out: no deadline."""
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
    (re.compile(r"\bfirst\s+half\s+of\s+(?=(?:the\s+)?year\b|\d{4}\b)"), "1. halvår "),
    (re.compile(r"\b(?:second|last)\s+half\s+of\s+(?=(?:the\s+)?year\b|\d{4}\b)"), "2. halvår "),
    (re.compile(r"\blast\s+quarter\b"), "4. kvartal"),
    (
        re.compile(
            r"\b(?:hold|fase|trin|mål|punkt|pkt\.?|del|modul|runde|etape|version|nr\.?|no\.?|team|group|phase|step|part|round|goal)"
            rf"\s+\d{{1,2}}\s+(?=(?:{MONTHS})\b)"
        ),
        f"{BREAK} ",
    ),
    (re.compile(r"\bmid[\s-]?year\b"), "medio året"),
    (re.compile(r"\bsidste\s+dag\s+(?:i|af)\b|\blast\s+day\s+(?:of|in)\b"), "ultimo "),
    (re.compile(r"\bførste\s+dag\s+(?:i|af)\s+|\bfirst\s+day\s+(?:of|in)\s+"), "1. "),
    (
        re.compile(rf"\b(?:(?:sidste|anden)\s+halvdel\s+af|(?:second|last)\s+half\s+of)\s+(?=(?:{MONTHS})\b)"),
        "ultimo ",
    ),
    (re.compile(rf"(?<=\d)\.?\s+(?:i|in)\s+(?=(?:{MONTHS})\b)"), f" {BREAK} "),
)
"""Spellings, each with the one that is read after it; ``2 møder`` before a month is no day of it."""
RUNNING_FROM = re.compile(r"\b(?:løbende|fortløbende|ongoing)\s+(?:fra|efter|from|after)\b(?!.*\b(?:til|to|until)\b)")
"""Running work whose end is not said."""
VAGUE = re.compile(
    r"\b(?:(?:senere|sent|sidst|tidligt|tidligere|først)\s+(?:på|i)\s+året|later?\s+(?:in\s+the|this)\s+year|\w*(?:ferie|ferien|ferier|helligdage)|(?:(?:summer|autumn|winter|christmas|easter)\s+)?(?:holidays?|vacation)|"
    r"\w*vinter\w*|\w*winter|\w+(?:sommer|forår|efterår|summer)\w*|(?:sommer|forårs|efterårs)(?!en\b)\w+|(?:sen|tidlig)t?\s+(?:forår|efterår|sommer)(?:et|en)?|sankt\s?hans|påsken?|pinsen?|easter|christmas|\d?\.?\s*tertial|(?:skole|studie|regnskabs)år(?:et)?s?|(?:school|academic|fiscal)\s+year)\b(?:\s+(?:19|20)\d{2}\s*[-/]\s*\d{2,4}\b)?"
)
"""Times whose last day nobody can look up in a calendar of months and weeks."""
AFTER_ALL = re.compile(r"^(?:efter|after)\b(?!\s+(?:aftale|behov|agreement))")
"""After something is no deadline, whatever day stands there."""
MONTH_THEN_DAY = re.compile(
    rf"^(?P<month>{MONTHS})\.?\s+(?P<day>\d{{1,2}})(?P<nth>st|nd|rd|th)?(?:,?\s+(?P<year>\d{{4}}))?$"
)
"""``May 1st, 2011``, and ``maj 11``, whose number is a year where it can be one."""
DAY_THEN_MONTH = re.compile(
    rf"^(?P<day>\d{{1,2}})(?:\.|-|st|nd|rd|th)?\s*(?P<name>{MONTHS})\.?(?:,?[\s\-./']+(?P<year>\d{{4}}|\d{{2}}))?$"
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
    r"\b(?:dag(?:en|e)?|uge[nr]?|måned(?:en|er)?|days?|weeks?|months?)\s+(?:efter|før|inden|forud\s+for|after|before)\b|"
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
DANISH_MONTHS = frozenset({"januar", "februar", "marts", "maj", "juni", "juli", "oktober", "okt"})
"""Months that no English text names: ``maj 2`` is no way to write a day."""
