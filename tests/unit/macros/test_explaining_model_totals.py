"""The forecast of a total is explained as its members' are: by the months that they were added up to."""

import json

import pytest

from macros.cli import main
from macros.steps.explaining.model_steps import AHEAD, COME
from macros.steps.importing import import_exports
from macros.steps.recalculating import recalculate
from tests.conftest import NOW
from tests.unit.macros.test_consolidating import CENTRES, three  # noqa: F401  a fixture
from tests.unit.macros.test_explaining import HEADER, outcome


@pytest.fixture
def monthly(three, csv_file, tmp_path):  # noqa: F811
    for centre, path in zip(CENTRES, three, strict=True):
        rows = [
            f"{centre};placements;{year}-{month:02d};{20 + month % 3};;"
            for year, last in ((2010, 12), (2011, 5))
            for month in range(1, last + 1)
        ]
        import_exports(path, [csv_file(HEADER, *rows)], NOW)
        recalculate(path, None, NOW)
    out = tmp_path / "samlet.xlsx"
    assert main(["consolidate", *map(str, three), "--out", str(out)]) == 0
    return out


def test_a_totals_forecast_is_what_has_come_and_what_is_expected(monthly, capsys):
    capsys.readouterr()
    assert main(["explain", str(monthly), "--goal", "placements", "--centre", "BIF i alt", "--json"]) == 0
    told = {step["figure"]: step for step in json.loads(capsys.readouterr().out)["steps"]}
    assert told["based_on_months"]["worked"] == "12 + 5 = 17"
    assert len(told["based_on_months"]["inputs"]) == 17 * len(CENTRES)
    assert told[COME]["value"] == told["result"]["value"]
    assert told[AHEAD]["notes"] == ["2011-06 til 2011-12 tæller hver 1"]
    assert told["forecast"]["uses"][:2] == [COME, AHEAD]
    for figure in (COME, "forecast", "backtest_came", "backtest_run_rate"):
        left, right = outcome(told[figure]["worked"])
        assert left == pytest.approx(right)
        assert right == pytest.approx(told[figure]["value"])
