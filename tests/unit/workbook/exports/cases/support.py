"""Case lists as an economist writes them down, and the profile that reads them."""

from dataclasses import replace
from datetime import date

from schemas.cells import Cell, CellKind, Grid
from schemas.profiles.export_profile import CaseKind, CaseRule, Cases, ExportProfile, Layout

POINTS = {"Medhold": 1.0, "Delvis medhold": 0.5, "Ikke medhold": 0.0}


def on_time(**more):
    return CaseRule("m", CaseKind.ON_TIME, month="Frist", start="Frist", end="Holdt", **more)


def within(days, **more):
    return CaseRule("m", CaseKind.WITHIN_DAYS, month="Frist", start="Frist", end="Holdt", days=days, **more)


def count(**more):
    return CaseRule("m", CaseKind.COUNT, month="Frist", **more)


def points(**more):
    return CaseRule("m", CaseKind.POINTS, month="Frist", outcome="Udfald", points=POINTS, **more)


def days(**more):
    return CaseRule("m", CaseKind.DAYS, start="Frist", end="Holdt", **more)


def profile(*rules, **more):
    """A profile of these rules, each for a measure of its own: m, m1, m2 ... where the rule says none."""
    named = tuple(
        replace(rule, measure=f"m{number}") if rule.measure == "m" and number else rule
        for number, rule in enumerate(rules)
    )
    return ExportProfile(name="sager", layout=Layout.CASES, cases=Cases(centre="Center", rules=named, **more))


def csv(folder, text, encoding="utf-8", name="sager.csv"):
    """A table with spaces between its columns, as csv: ``|`` stands for the separator."""
    lines = [";".join(part.strip() for part in line.split("|")) for line in text.strip("\n").splitlines()]
    path = folder / name
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def grid(*rows, first=1):
    def cell(value):
        if isinstance(value, date):
            return Cell(CellKind.DATE, value)
        return Cell(CellKind.NUMBER if isinstance(value, float) else CellKind.TEXT, value)

    kept = {
        number: {column: cell(value) for column, value in enumerate(row, start=1) if value is not None}
        for number, row in enumerate(rows, start=first)
    }
    return Grid("sager.xlsx", "Ark1", {number: row for number, row in kept.items() if row})


def shown(result):
    """Each figure as ``centre month figure``."""
    lines = []
    for row in result.rows:
        figure = f"{row.value:g}" if row.value is not None else f"{row.numerator:g}/{row.denominator:g}"
        lines.append(f"{row.centre} {row.period} {figure}")
    return lines


def found(result):
    """Each finding as code, row, column, value and count."""
    return [
        (issue.code, issue.place.row, issue.place.column, issue.value, issue.details.get("count"))
        for issue in result.issues
    ]
