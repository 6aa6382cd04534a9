"""Where a goal's source says it was printed, and where its figures come from.

``Halvårsopfølgning 2008, tabel 4. Kilde: BIFs Borgerklagestatistik`` names the report's own table and the source of
its figures.
"""

import re

_TABLE = re.compile(r"\b(?:tabel|table)\s+(?P<number>\d+)\b", re.IGNORECASE)
_REPORT = re.compile(r"opf\wlgning|rapport|follow-?up|\breport", re.IGNORECASE)
_SOURCE = re.compile(r"\b(?:kilde|source)\s*:\s*(?P<source>.+)$", re.IGNORECASE | re.DOTALL)


def cited_table(text: str, year: int) -> int | None:
    """The number of the table that a goal has in its year's own report.

    Args:
        text: The goal's source.
        year: The contract year; tables of other documents, and of other years, are not the report's own.
    """
    before = _SOURCE.sub("", text)
    found = _TABLE.search(before)
    if found is None:
        return None
    document = before[: found.start()]
    return int(found["number"]) if _REPORT.search(document) and re.search(rf"\b{year}\b", document) else None


def cited_source(text: str) -> str:
    """Where a goal's figures come from: what stands after ``Kilde:``; blank where nothing does."""
    found = _SOURCE.search(text)
    return found["source"].strip().rstrip(".") if found else ""
