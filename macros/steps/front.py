"""The front page's tables: facts, counts of lights, the goals that need attention."""

from collections.abc import Iterable
from datetime import date, datetime

import pandas as pd

from schemas.codes import Light
from schemas.frames import Record, records
from schemas.issues.issue import Issue
from schemas.tables import Results
from schemas.words.vocabulary import Words
from workbook.present import amount, target_text

_ORDER = {Light.RED: 0, Light.YELLOW: 1, Light.NONE: 2}


def about_frame(
    words: Words,
    results: pd.DataFrame | None = None,
    as_of: date | None = None,
    latest: str = "",
    sources: str = "",
    computed: datetime | None = None,
    issues: Iterable[Issue] = (),
) -> pd.DataFrame:
    """The facts of the front page.

    Args:
        words: The sheet's language.
        results: The results, once computed.
        as_of: The reporting date.
        latest: The latest period in the data.
        sources: The files of the latest import.
        computed: When the results were computed.
        issues: The findings of the run.
    """
    found = list(issues)
    errors = sum(issue.is_error for issue in found)
    not_yet = words.text("not_yet")
    known = "" if results is None else str(int(results[Results.RESULT].notna().sum()))
    facts = [
        ("about_as_of", words.day(as_of) if as_of else not_yet),
        (
            "about_figures",
            words.text("about_figures_value", known=known, all=len(results)) if results is not None else not_yet,
        ),
        ("about_latest", latest or not_yet),
        ("about_sources", sources or not_yet),
        ("about_computed", f"{computed:%d-%m-%Y %H:%M}" if computed else not_yet),
        ("about_issues", words.text("about_issues_value", errors=errors, warnings=len(found) - errors)),
    ]
    return pd.DataFrame({"label": [words.text(key) for key, _ in facts], "fact": [fact for _, fact in facts]})


def counts_frame(words: Words, results: pd.DataFrame | None) -> pd.DataFrame:
    """How many goals have which light."""
    lights = [] if results is None else results[Results.LIGHT].tolist()
    counts = [float(sum(light == each for each in lights)) for light in Light]
    return pd.DataFrame({"light": [words.light(light) for light in Light], "count": counts})


def attention_frame(words: Words, results: pd.DataFrame) -> pd.DataFrame:
    """The goals that are not green, red ones first, with the reason."""
    rows = [row for row in records(results) if row[Results.LIGHT] != Light.GREEN]
    rows.sort(key=lambda row: _ORDER[Light(row[Results.LIGHT])])
    return pd.DataFrame(
        {
            "number": [row[Results.NUMBER] for row in rows],
            "title": [row[Results.TITLE] for row in rows],
            "light": [words.light(Light(row[Results.LIGHT])) for row in rows],
            "shown_target": [_target(row, words) for row in rows],
            "shown_result": [_result(row, words) for row in rows],
            "reason": [row[Results.REASON] for row in rows],
        },
        dtype=object,
    )


def _result(row: Record, words: Words) -> str:
    return amount(row[Results.SHOWN_RESULT], row[Results.SHOWN_UNIT], words, count=int(row[Results.DECIMALS]))


def _target(row: Record, words: Words) -> str:
    unit, count = row[Results.SHOWN_UNIT], int(row[Results.DECIMALS])
    return target_text(row[Results.SHOWN_TARGET], row[Results.SHOWN_TARGET_MAX], unit, words, count)
