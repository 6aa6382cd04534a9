"""A goal's target in words."""

from datetime import date

import pytest

from schemas.codes import Basis, Rule, Summary, Unit, VersionKind, YearProfile, YesNo
from schemas.tables import Goals
from schemas.text.periods import parse_period
from schemas.words.vocabulary import words
from workbook.documents.prose.targets import target_in_words, target_with_versions

DA, EN = words("da"), words("en")


def goal(rule: Rule, target: float | None, unit: Unit = Unit.PCT, **more: object) -> dict[str, object]:
    blank = {str(field): None for field in Goals.fields}
    usual = {"basis": Basis.ABSOLUTE, "summary": Summary.MEAN, "profile": YearProfile.FLAT}
    return {**blank, **usual, "rule": rule, "target": target, "unit": unit, **more}


LAST = {"summary": Summary.LAST, "profile": YearProfile.PATH}
IN_2008 = {"baseline_period": parse_period("2008"), "baseline": 1234.0}
CASES = [
    (goal(Rule.AT_LEAST, 95.0), "mindst 95 % i gennemsnit over året", "at least 95 % on average over the year"),
    (goal(Rule.AT_MOST, 7.2, Unit.DAYS), "højst 7,2 dage i gennemsnit over året", "at most 7.2 days on average over the year"),
    (goal(Rule.AT_MOST, 1.0, Unit.DAYS), "højst 1 dag i gennemsnit over året", "at most 1 day on average over the year"),
    (goal(Rule.AT_LEAST, 3.43), "mindst 3,43 % i gennemsnit over året", "at least 3.43 % on average over the year"),
    (
        goal(Rule.BAND, 85.0, target_max=100.0, summary=Summary.LAST),
        "85–100 % ved seneste opgørelse",
        "85–100 % at the latest count",
    ),
    (
        goal(Rule.BAND, 99.5, target_max=100.0, hard_limit=YesNo.YES, **LAST),
        "99,5–100,0 % ved årets udgang; grænsen er ufravigelig",
        "99.5–100.0 % at the end of the year; the limit is absolute",
    ),
    (
        goal(Rule.AT_MOST, -5.5, Unit.COUNT, basis=Basis.CHANGE_PCT, **LAST, **IN_2008),
        "mindst 5,5 % ned fra ultimo 2008 (1.234) ved årets udgang",
        "at least 5.5 % down from the end of 2008 (1,234) at the end of the year",
    ),
    (
        goal(Rule.AT_MOST, 2.6, Unit.COUNT, basis=Basis.CHANGE_PCT, **LAST, **IN_2008),
        "højst 2,6 % op fra ultimo 2008 (1.234) ved årets udgang",
        "at most 2.6 % up from the end of 2008 (1,234) at the end of the year",
    ),
    (
        goal(Rule.AT_LEAST, 2.0, basis=Basis.CHANGE_POINTS, baseline_period=parse_period("2008-Q4")),
        "mindst 2 %-point op fra niveauet i 4. kvartal 2008 i gennemsnit over året",
        "at least 2 %-points up from the level of quarter 4 of 2008 on average over the year",
    ),
    (
        goal(Rule.AT_MOST, None, Unit.POINTS, basis=Basis.MAINTAIN, baseline=10.5, baseline_period=parse_period("2007-Q2")),
        "ikke over niveauet i 2. kvartal 2007 (10,5 point) i gennemsnit over året",
        "not above the level of quarter 2 of 2007 (10.5 points) on average over the year",
    ),
    (goal(Rule.AT_LEAST, 650.0, Unit.COUNT, summary=Summary.SUM), "mindst 650 i alt for året", "at least 650 in all for the year"),
    (goal(Rule.MILESTONE, 1.0, Unit.YES_NO), "gennemført inden årets udgang", "completed before the end of the year"),
    (goal(Rule.AT_LEAST, None), "intet måltal endnu", "no target yet"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "danish", "english"), CASES)
def test_target(row: dict[str, object], danish: str, english: str) -> None:
    assert target_in_words(row, DA) == danish
    assert target_in_words(row, EN) == english


def test_renegotiated() -> None:
    first = goal(Rule.AT_LEAST, 95.0, valid_from=date(2009, 1, 1))
    second = goal(
        Rule.AT_LEAST, 90.0, valid_from=date(2009, 7, 1), decided_by="direktionen", version_kind=VersionKind.SUBSTANTIAL
    )
    third = goal(Rule.AT_LEAST, 90.0, valid_from=date(2009, 10, 1), version_kind=VersionKind.METHOD)
    both, all_three = [first, second], [first, second, third]
    assert target_with_versions(first, both, DA) == "mindst 95 % i gennemsnit over året. Afløst pr. 01-07-2009."
    assert target_with_versions(second, both, DA) == (
        "mindst 90 % i gennemsnit over året. Genforhandlet pr. 01-07-2009 (direktionen), "
        "før mindst 95 % i gennemsnit over året."
    )
    assert target_with_versions(third, all_three, DA) == (
        "mindst 90 % i gennemsnit over året. Metoden er ændret pr. 01-10-2009, med samme måltal. Version 3."
    )
    assert target_with_versions(first, [first], DA) == "mindst 95 % i gennemsnit over året"
