"""The same expressions on another engine: PySpark in local mode, where it is installed (it is no dependency)."""

from dataclasses import replace
from importlib.util import find_spec

import pytest

from tests.unit.workbook.exports.cases.support import count, days, found, points, profile, shown, within

pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(find_spec("pyspark") is None, reason="pyspark is not installed"),
    pytest.mark.filterwarnings("default"),  # Spark's own libraries warn of theirs
]
ROWS = [
    ("Nord", "1", "30-06-2009", "01-07-2009", "Medhold", "x"),
    ("Nord", "2", "2009-06-30 10:15", "02.07.2009", "delvis medhold", "x"),
    ("Nord", "3", "30/06/2009", None, "Ikke medhold", "x"),
    ("Syd", "3", "31-02-2009", "", "Forlig", "010203-1234"),
]


def test_spark_counts_the_same(tmp_path, monkeypatch):
    import ibis
    from pyspark.sql import SparkSession

    from workbook.exports.cases import source
    from workbook.exports.cases.aggregate import aggregate_cases

    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.warehouse.dir", str(tmp_path))
        .config("spark.sql.shuffle.partitions", "1")
        .getOrCreate()
    )
    session.createDataFrame(
        ROWS, "Center string, Sag string, Frist string, Holdt string, Udfald string, Note string"
    ).createOrReplaceTempView("sager")
    monkeypatch.setattr(ibis, "connect", lambda url: ibis.pyspark.connect(session))
    rules = [
        replace(rule, measure=name) for name, rule in zip("abcd", (within(1), points(), count(), days()), strict=True)
    ]
    behind = source.CaseSource("pyspark://local", "sager")
    result = aggregate_cases(tmp_path, profile(*rules, case="Sag", extracted="2009-07-10", source=behind))
    assert shown(result) == [
        "Nord 2009-06 1/3", "Nord 2009-06 1.5", "Nord 2009-06 3", "Nord 2009-06 3", "Nord 2009-07 13",
    ]  # fmt: skip
    assert found(result) == [
        ("case_date_unreadable", None, "Frist", "", 1),
        ("case_outcome_unknown", None, "Udfald", "", 1),
        ("case_cpr", None, "Note", "", 1),
        ("case_doubled", None, "Sag", "", 1),
    ]
