"""Number format codes: the built-in ones, and which of them show a date.

Every cell asks here, in a process that starts for one file: no library is loaded.
"""

import re
from functools import lru_cache

GENERAL = "General"
BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)',
    6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)',
    8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "dd-mm-yyyy",  # the short date, which shows so where Windows is Danish
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)',
    42: r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
    43: r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    44: r'_("$"* #,##0.00_)_("$"* \(#,##0.00\)_("$"* "-"??_)_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}
"""The formats that a file names by number only."""
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.|standard', re.IGNORECASE)
"""What stands for itself, and the word for ``General`` in Danish, which some programs write into files."""
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)


def built_in(number: int) -> str:
    """The code of a built-in number format; ``General`` where there is none of that number."""
    return BUILT_IN.get(number, GENERAL)


@lru_cache(maxsize=1024)
def is_date(code: str) -> bool:
    """Whether a number format shows a date or a time: whether its part for positive numbers has a letter of one."""
    return _DATE_LETTERS.search(_LITERAL.sub("", code).partition(";")[0]) is not None
