"""Each finding: which rows it names, and what it must not repeat."""

from dataclasses import replace

import duckdb
import pytest

from schemas.cells import Cell, CellKind
from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue
from schemas.profiles.export_profile import CaseKind, CaseRule, Cases, CaseSource, ExportProfile
from schemas.words.vocabulary import LANGUAGES, words
from tests.unit.workbook.exports.cases.support import (
    count,
    csv,
    days,
    found,
    grid,
    on_time,
    points,
    profile,
    shown,
    within,
)
from workbook.exports.cases.aggregate import aggregate_cases


@pytest.mark.parametrize(
    ("table", "read_by", "expected"),
    [
        ("Center|Frist\nNord|31-02-2009\nNord|01-06-2009\nNord|snart\nNord|", profile(count()),
         [("case_date_unreadable", 2, "Frist", "31-02-2009", 2), ("case_date_unreadable", 4, "Frist", "snart", 2),
          ("case_date_blank", 5, "Frist", "", 1)]),
        ("Center|Frist\nNord|31-12-9999\nNord|i løbet af sommeren 2009", profile(count()),
         [("case_date_unreadable", 2, "Frist", "31-12-9999", 2),
          ("case_date_unreadable", 3, "Frist", "i løbet af sommeren 2009", 2)]),
        ("Center|Frist|Holdt\nNord|02-06-2009|01-06-2009", profile(within(5)),
         [("case_end_before_start", 2, "Holdt", "01-06-2009", 1)]),
        ("Center|Frist|Holdt\nNord|02-06-2009|01-06-2009", profile(on_time()), []),
        ("Center|Frist\n |02-06-2009\nNord|02-06-2009", profile(count()), [("case_centre_blank", 2, "Center", "", 1)]),
        ("Center|Frist|Udfald\nNord|02-06-2009|Forlig\nNord||", profile(points()),
         [("case_date_blank", 3, "Frist", "", 1), ("case_outcome_unknown", 2, "Udfald", "Forlig", 1)]),
        ("Center|Frist\nNord|02-06-2009\nNord|16-07-2009", profile(count(), extracted="2009-07-15"),
         [("case_after_extracted", 3, "Frist", "16-07-2009", 1)]),
        ("Center|Frist|Holdt\nNord|02-06-2009|", profile(days()), [("case_spell_open", 2, "Holdt", "", 1)]),
        ("Center|Sag|Frist\nA|1|02-06-2009\nA|2|02-06-2009\nB|1|03-06-2009\nB||03-06-2009\nB||03-06-2009",
         profile(count(), case="Sag"), [("case_doubled", 4, "Sag", "1", 1)]),
        ("Center|Frist\nNord|02-06-2009|ekstra\nNord|02-06-2009\nNord", profile(count()),
         [("case_row_unreadable", 2, "", "", 2), ("case_row_unreadable", 4, "", "", 2)]),
    ],
)  # fmt: skip
def test_each_finding_names_its_rows(tmp_path, table, read_by, expected):
    assert found(aggregate_cases(csv(tmp_path, table), read_by)) == expected


PERSONAL = [
    "010203-1234", "0102031234", "010203\u20131234", "010203\u00a01234", "Å010203-1234Å", "Åse: 311299 1234 på vej",
]  # fmt: skip


@pytest.mark.parametrize("column", ["Center", "Frist", "Udfald", "Note"])
def test_personal_numbers_are_found_and_never_repeated(tmp_path, column):
    row = {"Center": "Nord", "Frist": "02-06-2009", "Udfald": "Medhold", "Note": "x"}
    lines = ["|".join({**row, column: text}.values()) for text in PERSONAL]
    path = csv(tmp_path, "\n".join(["|".join(row), "Nord|02-06-2009|Medhold|sag 990203-1234", *lines]))
    issues = aggregate_cases(path, profile(points())).issues
    expected = [("case_cpr", at, column) for at in range(3, 3 + len(PERSONAL))]
    assert [(issue.code, issue.place.row, issue.place.column) for issue in issues] == expected
    assert not [text for text in PERSONAL if text in repr(issues)]


def test_a_number_in_a_sheet_may_have_lost_its_zero():
    result = aggregate_cases(grid(["Center", "Frist", "Nr"], ["A", "02-06-2009", 102031234.0]), profile(count()))
    assert [issue.code for issue in result.issues] == ["case_cpr"]


def test_at_most_twenty_rows_are_named_and_all_are_counted(tmp_path):
    result = aggregate_cases(csv(tmp_path, "Center|Frist\n" + "Nord|x\n" * 50), profile(count()))
    assert [row for _, row, _, _, _ in found(result)] == list(range(2, 22))
    assert {number for *_, number in found(result)} == {50}


def test_rows_are_lines_of_the_file_and_rows_of_the_sheet(tmp_path):
    path = tmp_path / "sager.csv"
    path.write_text('sep=;\nUdtræk;;\nCenter;Note;Frist\nNord;"to\nlinjer";01-06-2009\n\nNord;;snart\n', "utf-8")
    assert found(aggregate_cases(path, profile(count())))[0][:2] == ("case_date_unreadable", 7)
    sheet = grid(["Center", "Frist"], ["Nord", "01-06-2009"], [], ["Nord", "snart"], first=4)
    assert found(aggregate_cases(sheet, profile(count())))[0][:2] == ("case_date_unreadable", 7)


def test_rows_of_a_long_file_keep_their_numbers(tmp_path):
    lines = ["Center;Frist;Note"] + [f"Nord;01-06-2009;{'x' * 40}" for _ in range(300_000)]
    for number in (1, 150_000, 299_999):
        lines[number] = f"Nord;dag {number};"
    path = tmp_path / "sager.csv"
    path.write_text("\n".join(lines), "utf-8")
    named = [(row, value) for _, row, _, value, _ in found(aggregate_cases(path, profile(count())))]
    assert named == [(2, "dag 1"), (150_001, "dag 150000"), (300_000, "dag 299999")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(tmp_path, encoding):
    path = csv(tmp_path, "Center|Frist\nMusvågevej|01-06-2009\nÅdal|x", encoding)
    result = aggregate_cases(path, profile(count()))
    assert shown(result) == ["Musvågevej 2009-06 1"]
    assert [row for _, row, _, _, _ in found(result)] == [3]


@pytest.mark.parametrize("rejected", [0, 10_001])
def test_an_encoding_that_shows_late(tmp_path, rejected):
    path = csv(tmp_path, "Center|Frist\n" + "Nord|01-06-2009\n" * 300_000)
    with path.open("ab") as file:
        file.write(b"\nfor;mange;felter" * rejected + "\n\u00c5dal;01-06-2009\n\u00c5dal;x".encode("cp1252"))
    result = aggregate_cases(path, profile(count()))
    assert shown(result) == ["Nord 2009-06 300000", "Ådal 2009-06 1"]
    assert {(code, number) for code, _, _, _, number in found(result)} == {("case_date_unreadable", 1)} | (
        {("case_row_unreadable", 10_000)} if rejected else set()
    )


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_separators(tmp_path, separator):
    path = tmp_path / "sager.csv"
    path.write_text(f"Center{separator}Frist\nNord{separator}01-06-2009\n", "utf-8")
    assert shown(aggregate_cases(path, profile(count()))) == ["Nord 2009-06 1"]


def test_parquet_with_days_and_times(tmp_path):
    path = tmp_path / "sager.parquet"
    duckdb.sql(
        "SELECT 'Nord' AS Center, DATE '2009-06-30' AS Frist, TIMESTAMP '2009-06-30 23:59:00' AS Holdt, 'a' AS Note "
        "UNION ALL SELECT 'Nord', DATE '2009-06-30', TIMESTAMP '2009-07-01 00:00:00', '010203-1234' ORDER BY Note DESC"
    ).write_parquet(str(path))
    result = aggregate_cases(path, profile(on_time()))
    assert shown(result) == ["Nord 2009-06 1/2"]
    assert found(result) == [("case_cpr", 2, "Note", "", 1)]


def test_a_missing_column_is_named_with_its_near_misses(tmp_path):
    result = aggregate_cases(csv(tmp_path, "Center|Frst\nNord|01-06-2009"), profile(count()))
    assert [(issue.code, issue.value, issue.details) for issue in result.issues] == [
        ("case_column_missing", "Frist", {"known": "Frst"})
    ]
    assert result.rows == () and result.cases == 0


def test_a_rule_says_what_it_lacks(tmp_path):
    half = ExportProfile(name="p", cases=Cases(centre="Center", rules=(CaseRule("m", CaseKind.DAYS, start="Frist"),)))
    result = aggregate_cases(tmp_path / "none.csv", half)
    assert [(issue.code, issue.value) for issue in result.issues] == [("case_rule_incomplete", "end")]


@pytest.mark.parametrize("content", [None, b"", b"\n\n", b"PAR1 cut short"])
def test_files_that_are_none(tmp_path, content):
    path = tmp_path / "sager.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CannotOpenError):
        aggregate_cases(path, profile(count()))


def test_behind_a_url_the_same_is_counted_and_rows_have_no_number(tmp_path):
    base = tmp_path / "sager.duckdb"
    with duckdb.connect(str(base)) as connection:
        connection.execute("CREATE TABLE sager AS SELECT 'Nord' AS Center, '01-06-2009' AS Frist, 'S1' AS Sag")
        connection.execute("INSERT INTO sager VALUES ('Nord', 'snart', 'S1')")
    read_by = profile(count(), case="Sag", source=CaseSource(f"duckdb://{base}", "sager"))
    result = aggregate_cases(read_by.cases.source.url, read_by)
    assert shown(result) == ["Nord 2009-06 1"]
    assert found(result) == [("case_date_unreadable", None, "Frist", "", 1), ("case_doubled", None, "Sag", "", 1)]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("duckdb:///none/where.duckdb", "file_missing"),
        ("nosuch://user:secret@host/base", "case_source_unreachable"),
        ("postgres://user:secret[@host/base", "case_source_unreachable"),
    ],
)
def test_a_source_out_of_reach_keeps_its_password(url, code):
    with pytest.raises(CannotOpenError) as raised:
        aggregate_cases(url, profile(count(), source=CaseSource(url, "sager")))
    assert [issue.code for issue in raised.value.issues] == [code]
    assert "secret" not in repr(raised.value.issues)


def test_a_database_that_is_not_there_is_not_made(tmp_path):
    base = tmp_path / "væk.duckdb"
    with pytest.raises(CannotOpenError):
        aggregate_cases(f"duckdb://{base}", profile(count(), source=CaseSource(f"duckdb://{base}", "sager")))
    assert not base.exists()


def test_what_an_engine_fails_at_while_it_counts_is_a_finding(tmp_path):
    base = tmp_path / "sager.duckdb"
    with duckdb.connect(str(base)) as connection:
        connection.execute("CREATE TABLE t AS SELECT 'Nord' AS c, 'snart' AS f")
        connection.execute('CREATE VIEW sager AS SELECT c AS "Center", CAST(f AS DATE) AS "Frist" FROM t')
    with pytest.raises(CannotOpenError) as raised:
        aggregate_cases(f"duckdb://{base}", profile(count(), source=CaseSource(f"duckdb://{base}", "sager")))
    assert [issue.code for issue in raised.value.issues] == ["case_source_unreachable"]


def test_a_file_whose_profile_reads_the_cases_elsewhere_is_refused(tmp_path):
    path = csv(tmp_path, "Center|Frist\nNord|02-06-2009")
    with pytest.raises(CannotOpenError) as raised:
        aggregate_cases(path, profile(count(), source=CaseSource("duckdb://sager.duckdb", "sager")))
    assert [(issue.code, issue.value) for issue in raised.value.issues] == [
        ("case_source_elsewhere", "duckdb://sager.duckdb")
    ]


@pytest.mark.parametrize(("end", "inside"), [("\r\n", "\r\n"), ("\r\n", "\n"), ("\n", "\n"), ("\n", "\r\n")])
@pytest.mark.parametrize("title", ["", '"Udtræk{}af sager";;{}'])
def test_line_breaks_within_the_header_lose_no_rows(tmp_path, end, inside, title):
    rows = "".join(f"Nord;{day:02d}-06-2009;x{end}" for day in range(1, 31)) + f"Nord;snart;x{end}"
    path = tmp_path / "sager.csv"
    path.write_bytes((title.format(inside, end) + f'Center;Frist;"Bem{inside}x"{end}' + rows).encode())
    result = aggregate_cases(path, profile(count()))
    assert shown(result) == ["Nord 2009-06 30"]
    line = 33 + 2 * bool(title)
    assert [(code, row) for code, row, *_ in found(result)] == [("case_date_unreadable", line)]


def test_line_ends_may_be_mixed(tmp_path):
    lines = [f"Nord;{day % 28 + 1:02d}-06-2009" for day in range(60_000)]
    path = tmp_path / "sager.csv"
    path.write_bytes(("Center;Frist\r\n" + "\r\n".join(lines) + "\n" + "\n".join(lines) + "\nNord;snart\r\n").encode())
    result = aggregate_cases(path, profile(count()))
    assert shown(result) == ["Nord 2009-06 120000"]
    assert [row for _, row, *_ in found(result)] == [120_002]


@pytest.mark.parametrize("taken", ["source_row", "file_row_number"])
def test_a_list_may_have_columns_of_any_name(tmp_path, taken):
    path = tmp_path / "sager.parquet"
    duckdb.sql(f"SELECT NULL::TEXT AS Center, DATE '2009-06-30' AS Frist, 'a' AS {taken}").write_parquet(str(path))
    assert [code for code, *_ in found(aggregate_cases(path, profile(count())))] == ["case_centre_blank"]


def test_moments_are_of_the_days_that_they_are_of_in_denmark(tmp_path):
    path = tmp_path / "sager.parquet"
    duckdb.sql("SET TimeZone = 'UTC'")
    duckdb.sql(
        "SELECT 'Nord' AS Center, TIMESTAMPTZ '2009-06-30 22:00:00+00' AS Frist, "
        "TIMESTAMPTZ '2009-07-01 08:00:00+00' AS Holdt"
    ).write_parquet(str(path))
    assert shown(aggregate_cases(path, profile(on_time()))) == ["Nord 2009-07 1/1"]


def test_question_marks_are_no_personal_number(tmp_path):
    result = aggregate_cases(csv(tmp_path, "Center|Frist\nNord|??"), profile(count()))
    assert [code for code, *_ in found(result)] == ["case_date_unreadable"]


def test_findings_are_worded(tmp_path):
    table = "Center|Sag|Frist|Holdt|Udfald\n|1|x|01-06-2009|y\nA|1||01-06-2009|y\nA|010203-1234|03-06-2009|01-06-2009|y"
    read_by = profile(points(), within(1), days(), case="Sag", extracted="2009-05-01")
    issues: list[Issue] = aggregate_cases(csv(tmp_path, table), read_by).issues
    for issue in issues:
        for language in LANGUAGES:
            assert issue.message(words(language)) and issue.suggestion(words(language))
    assert len({issue.code for issue in issues}) >= 7


def test_dates_as_dates_and_as_texts_count_the_same(tmp_path):
    path, typed = tmp_path / "sager.csv", tmp_path / "sager.parquet"
    rows = duckdb.sql(
        "SELECT CASE WHEN i % 17 > 0 THEN ['Nord', ' Syd'][i % 2 + 1] END AS Center,"
        " CASE WHEN i % 11 > 0 THEN DATE '2009-01-01' + (i * 37 % 400)::INT END AS Frist,"
        " CASE WHEN i % 7 = 0 THEN NULL WHEN i % 13 = 0 THEN DATE '2300-01-01' WHEN i % 19 = 0 THEN DATE '1900-01-01'"
        " ELSE DATE '2009-01-20' + (i * 41 % 400)::INT END AS Holdt, ['Medhold', 'Forlig'][i // 3 % 2 + 1] AS Udfald,"
        " ['a', 'B ', 'c'][i % 3 + 1] AS Type, CASE WHEN i % 23 = 0 THEN '010203-1234' ELSE 'x' END AS Note"
        " FROM range(500) AS numbers(i)"
    )
    rows.write_parquet(str(typed))
    rows.write_csv(str(path), sep=";")
    rules = [within(number, where={"Type": ("a", "b")}) for number in range(9)]
    named = [
        replace(rule, measure=f"m{number:02}") for number, rule in enumerate([*rules, on_time(), points(), count()])
    ]
    read_by = profile(*named, extracted="2009-12-31")
    results = [aggregate_cases(file, read_by) for file in (path, typed)]
    assert results[0].rows == results[1].rows and len(results[0].rows) > 200
    lines, numbers = ([(code, row, column, many) for code, row, column, _, many in found(result)] for result in results)
    assert lines == [(code, row + 1, column, many) for code, row, column, many in numbers]  # a csv has a header line
    assert len({code for code, *_ in lines}) == 7


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ((on_time(), count()), [("case_rule_twice", "m")]),
        ((count(where={"Type": ("a",)}), count(where={"Type": ("b",)})), []),
        ((count(where={"Type": ("a",)}), count(where={"Type": ("a",)})), [("case_rule_twice", "m")]),
        ((within(None),), [("case_rule_incomplete", "days")]),
        ((on_time(days=14),), [("case_rule_unused", "days")]),
        ((within(0),), []),
    ],
)
def test_rules_that_cannot_be_meant_are_refused(tmp_path, rules, expected):
    path = csv(tmp_path, "Center|Frist|Holdt|Type\nNord|02-06-2009|02-06-2009|a")
    read_by = ExportProfile(name="sager", cases=Cases(centre="Center", rules=rules))
    result = aggregate_cases(path, read_by)
    assert [(issue.code, issue.value) for issue in result.issues] == expected
    assert bool(result.rows) == (not expected)


def test_spaces_around_a_case_id_make_no_other_case(tmp_path):
    path = csv(tmp_path, "Center|Sag|Frist\nA|S1|02-06-2009")
    path.write_text(path.read_text("utf-8") + "\nA; S1 ;03-06-2009", "utf-8")
    assert [code for code, *_ in found(aggregate_cases(path, profile(count(), case="Sag")))] == ["case_doubled"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [(Cell(CellKind.ERROR, "#N/A"), "error_value"), (Cell(CellKind.BLANK, formula="B2"), "formula_without_value")],
)
@pytest.mark.parametrize("column", [2, 3, 4])
def test_errors_and_formulas_without_a_value_are_no_blanks(cell, code, column):
    sheet = grid(["Center", "Frist", "Holdt", "Type", "Note"], ["A", "02-06-2009", "02-06-2009", "a", "x"])
    sheet.rows[2][column] = cell
    result = aggregate_cases(sheet, profile(on_time(where={"Type": ("a",)})))
    assert (code, "BCD"[column - 2] + "2") in [(issue.code, issue.place.cell) for issue in result.issues]
    sheet = grid(["Center", "Frist", "Holdt", "Type", "Note"], ["A", "02-06-2009", "02-06-2009", "a", "x"])
    sheet.rows[2][5] = cell  # a column that no rule asks for
    assert not aggregate_cases(sheet, profile(on_time(where={"Type": ("a",)}))).issues


def test_whole_numbers_that_are_personal_numbers_are_found(tmp_path):
    path = tmp_path / "sager.parquet"
    duckdb.sql(
        "SELECT 'Nord' AS Center, DATE '2009-06-30' AS Frist, 101900000 + i AS Nr, 100000000 + i AS Sag "
        "FROM range(50) AS numbers(i)"
    ).write_parquet(str(path))
    result = aggregate_cases(path, profile(count()))
    assert [(issue.code, issue.place.column, issue.details["count"]) for issue in result.issues] == [
        ("case_cpr", "Nr", 50)
    ]


def test_rows_of_separators_alone_are_no_cases(tmp_path):
    path = tmp_path / "sager.csv"
    path.write_text("Center;Frist;Note\nNord;01-06-2009;x\n;;\nNord;snart;\n;;\n;;\n", "utf-8")
    result = aggregate_cases(path, profile(count()))
    assert (shown(result), result.cases) == (["Nord 2009-06 1"], 2)
    assert [(code, row) for code, row, *_ in found(result)] == [("case_date_unreadable", 4)]
