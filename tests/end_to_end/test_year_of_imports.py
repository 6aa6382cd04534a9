"""A year of imports into one workbook: little to read each time, and first what may be wrong."""

import json

import pytest

from macros.cli import main
from schemas.text.period_patterns import MONTH_NAMES

CENTRE = "Jobcenter Skelbækgade 2009"
MONTHS = [next(name for name, number in MONTH_NAMES.items() if number == month) for month in range(1, 13)]
JUMP = ("jul 2009", "412")
"""Company placements of July, typed with a digit too many."""


def rows_until(month, corrected=False):
    """An export that holds the year before and the months so far, as an LIS draws it: percentages, names of months."""
    months = [(2008, at) for at in range(12)] + [(2009, at) for at in range(month)]
    rows = []
    for year, at in months:
        period = f"{MONTHS[at]} {year}"
        placed = "41" if corrected and period == JUMP[0] else JUMP[1] if period == JUMP[0] else str(40 + (at * 7) % 9)
        on_time = f"{94 + at % 3},{at % 10} %"
        absence = f"{at % 3 + 6},{at % 10}"
        rows += [
            f"Skelbækgade;company_placements;{period};{placed}",
            f"Skelbækgade ;contact_interviews_on_time;{period};{on_time}",
            f"Musvågevej;contact_interviews_on_time;{period};{on_time}",
            f"Skelbækgade;sickness_absence;{period};{absence}",
        ]
    return ["Center;Indikator;Periode;Værdi", *rows]


@pytest.fixture
def quarter(workbook, tmp_path, capsys):
    """Import the export of a quarter: exit code, and the lines that there are to read."""
    book = workbook(CENTRE)

    def run(number, *options, **changes):
        path = tmp_path / f"udtræk Q{number}.csv"
        path.write_text("\n".join(rows_until(3 * number, **changes)), encoding="utf-8")
        capsys.readouterr()
        code = main(["import", str(book), str(path), *options])
        out = capsys.readouterr().out
        return code, json.loads(out) if options else out.splitlines()

    return run


def test_a_year_leaves_little_to_read_and_the_jump_on_top(quarter):
    read = {number: quarter(number) for number in (1, 2, 3, 4)}
    assert {code for code, _ in read.values()} == {0}
    for _, lines in read.values():
        assert len(lines) < 10
    assert not any("412" in line for number in (1, 2, 4) for line in read[number][1])
    assert "412 ligger langt fra" in read[3][1][0]
    assert "Advarsler om uændrede rækker, som ikke er gentaget" in read[4][1][-1]


def test_a_correction_is_said_first_and_what_is_unchanged_is_not_said_again(quarter):
    quarter(3)
    code, lines = quarter(3, corrected=True)
    assert (code, "412 er rettet til 41" in lines[0]) == (0, True)
    assert len(lines) < 8
    assert lines[-1].startswith("0 nye rækker, 1 ændrede")


def test_json_holds_all_of_them(quarter):
    quarter(1)
    _, again = quarter(1, "--json")
    taken = [issue for issue in again["issues"] if issue["code"] == "coerced_value"]
    assert len(taken) > 12
    [group] = [group for group in again["groups"] if group["code"] == "coerced_value" and group["count"] > 12][:1]
    assert group["count"] <= len(taken)
