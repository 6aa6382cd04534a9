"""Csv lists condensed: against the ordinary reader row by row, for files as they come and as nobody would make them."""

import csv
import io
import random
from dataclasses import replace
from pathlib import Path

import pytest

from schemas.cells import CellKind
from schemas.errors import CannotOpenError
from tests.unit.workbook.exports.large.reference import PLAN, TITLES, check, signs_of
from workbook.exports.files.plain_tables import read_file
from workbook.exports.large import condense, group_sums, plain_records, records, row_groups
from workbook.exports.large import csv_lists as delimited

HEADER = ";".join(TITLES)
SMALL = 7
ROW = "Aalborg;Ledige;2025-01;50,0;1;2;30-06-2025;LIS"


def compare(path: Path, plan=PLAN):
    got, table = condense(path, plan), read_file(path)[0]
    cut = replace(table, rows=[row[: len(plan.titles)] for row in table.rows])
    check(got, cut, plan, signs_of(cut, plan))
    return got


def write(path: Path, *lines: str, end: str = "\r\n", encoding: str = "utf-8-sig") -> Path:
    path.write_bytes((end.join([HEADER, *lines]) + end).encode(encoding))
    return path


@pytest.fixture
def file(tmp_path):
    return tmp_path / "liste.csv"


@pytest.fixture(params=[50_000, SMALL])
def batches(request, monkeypatch):
    """Batches and pieces so small that every file has several, and batches and pieces as they are."""
    monkeypatch.setattr(records, "_BATCH", request.param)
    if request.param == SMALL:
        monkeypatch.setattr(plain_records, "_PIECE", 20 * SMALL)
        monkeypatch.setattr(row_groups, "_FEW", 0)


@pytest.fixture
def plainly(monkeypatch):
    """A file that is not read as it stands fails."""
    monkeypatch.setattr(delimited, "read_over", None)


@pytest.fixture
def read_over(monkeypatch):
    """What is read over."""
    called = []
    monkeypatch.setattr(delimited, "read_over", lambda form: called.append(form) or records.read_over(form))
    return called


def figure(rng: random.Random, value: float, point: str) -> str:
    text = f"{value:.1f}"
    if rng.random() < 0.02:
        text = rng.choice(
            [
                "<5",
                "..",
                "-",
                "95 %",
                "ca. 3",
                "1e2",
                ",5",
                "5,",
                "1,2,3",
                "-3",
                "(3)",
                "#DIV/0!",
                "ja",
                " ",
                "x",
                "9" * 400,
                "010203-1234",
                "0102031234",
                "1.472",
                "1.472,5",
                "1 472,5",
                "٣",
            ]
        )
    return (
        text.replace(".", point)
        if point == "," and text.count(".") == 1 and "," not in text and text[-2:-1] == "."
        else text
    )


def random_row(rng: random.Random, point: str) -> list[str]:
    down = rng.randrange(0, 9)
    up = rng.randrange(0, down + 1)
    value = 100 * up / down if down else 0.0
    row = [
        rng.choice(["Aalborg", "Køge", "  Vejle ", ""] if rng.random() < 0.05 else ["Aalborg", "Køge"]),
        rng.choice(["Ledige", "Sygedagpenge"]),
        rng.choice(["2025-01", "2025-02", "februar 2025"]),
        figure(rng, value, point),
        str(up),
        str(down),
        rng.choice(["30-06-2025", "31-07-2025"]),
        rng.choice(["LIS"] * 20 + ["010203-1234", "0102031234", "sag 3112991234x", "9999991234", "", "0102 03-1234"]),
    ]
    if rng.random() < 0.1:
        row[4] = row[5] = ""
    if rng.random() < 0.02:
        row[rng.randrange(3, 6)] = ""
    if rng.random() < 0.01:
        row = [rng.choice(["", " "])] * 8
    return row


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.usefixtures("batches")
def test_random_lists_are_summed_as_the_ordinary_reader_would(file, seed):
    rng = random.Random(seed)
    point = "," if seed % 3 else "."
    rows = [random_row(rng, point) for _ in range(rng.randrange(1, 600))]
    if seed % 2:
        text = "".join(";".join(row) + rng.choice(["\r\n"] * 30 + ["\r\n\r\n", "\n", "\r"]) for row in rows)
    else:
        out = io.StringIO()
        for row in rows:
            row[7] = rng.choice([row[7], 'to "ord"', "to\r\nlinjer", "a;b", "to\nlinjer", '"'])
        csv.writer(out, delimiter=";", quoting=rng.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL])).writerows(rows)
        text = out.getvalue()
    file.write_bytes((HEADER + "\r\n" + text).encode())
    compare(file)


@pytest.mark.parametrize(
    "irregular",
    [
        "Aalborg;Ledige;2025-01;<5;;;30-06-2025;LIS",
        "Aalborg;Ledige;2025-01;51,0;1;2;30-06-2025;LIS",
        "Aalborg;Ledige;2025-01;50,0;1;;30-06-2025;LIS",
        "Aalborg;Ledige;2025-01;;3;2;30-06-2025;LIS",
        "Aalborg;Ledige;2025-01;0;0;0;30-06-2025;LIS",
        "Aalborg;Ledige;2025-01;-1;;;30-06-2025;LIS",
        "Aalborg;Ledige;2025-01;,5;;;30-06-2025;LIS",
        "Aalborg;Ledige;2025-01;5,;;;30-06-2025;LIS",
        "Aalborg;Ledige;2025-01;1,5e3;;;30-06-2025;LIS",
        "Aalborg;Ledige;2025-01;nan;;;30-06-2025;LIS",
        "Aalborg;Ledige;2025-01;010203 1234;;;30-06-2025;LIS",
        "Aalborg;Ledige;2025-01;;;;30-06-2025;LIS",
        ";Ledige;2025-01;50,0;1;2;30-06-2025;LIS",
        "Aalborg;Ledige;2025-01;50,0;1;2;30-06-2025;010203-1234",
        "010203-1234;Ledige;2025-01;50,0;1;2;30-06-2025;LIS",
        "I alt",
    ],
)
@pytest.mark.usefixtures("batches")
def test_an_odd_row_keeps_its_cells_and_its_line(file, irregular):
    got = compare(write(file, *[ROW] * 40, irregular, *[ROW] * 40))
    assert got.table.row_numbers[-1] == 42
    assert got.irregular == 1
    assert list(got.counts) == [80, 1]
    assert got.is_whole


def test_an_amount_of_ten_digits_is_plain(file):
    assert compare(write(file, ROW, "Aalborg;Ledige;2025-01;0102031234;;;30-06-2025;LIS")).irregular == 0


@pytest.mark.parametrize(
    ("others", "irregular", "total"),
    [(["7"], 1, 7.0), (["3,5"], 0, 1475.5), (["3.5"], 0, 4.972), (["3,5", "3.5"], 1, 7.0), (["(3,5)"], 1, 1472.0)],
)
def test_thousands_are_told_by_the_rest_of_the_column(file, others, irregular, total):
    rows = [f"Aalborg;Ledige;2025-01;{text};;;30-06-2025;LIS" for text in ["1.472", *others]]
    got = compare(write(file, *rows))
    assert got.irregular == irregular
    assert got.table.rows[0][3].value == pytest.approx(total)


def test_a_decimal_sign_that_shows_late_counts_from_the_first_row(file):
    rows = ["Aalborg;Ledige;2025-01;1.472;;;30-06-2025;LIS"] * 900
    got = compare(write(file, *rows, "Aalborg;Ledige;2025-01;0,5;;;30-06-2025;LIS"))
    assert (got.irregular, got.table.rows[0][3].value) == (0, 1472 * 900 + 0.5)


def test_line_numbers_count_the_lines_within_quotes(file):
    noted = 'Aalborg;Ledige;2025-01;50,0;1;2;30-06-2025;"to\r\nlinjer ""her"""'
    got = compare(write(file, ROW, noted, noted, "Vejle;Ledige;2025-01;<5;;;30-06-2025;LIS", ROW.replace("Aal", "Vib")))
    assert got.table.row_numbers == [2, 8, 7]


def test_rows_of_other_widths_and_a_line_without_any_keep_their_places(file):
    got = compare(write(file, ROW, "", "Note", ROW + ";;", ROW, "Aalborg;Ledige;2025-01;<5"))
    assert (got.rows, got.table.row_numbers) == (5, [2, 4, 7])


@pytest.mark.usefixtures("plainly")
def test_every_row_may_end_with_a_separator_that_the_header_lacks(file):
    assert compare(write(file, *[ROW + ";"] * 9)).rows == 9


@pytest.mark.parametrize("row", ["Note", "I alt;", "", ROW.removesuffix(";LIS"), 'Aalborg;"Ledige"'])
@pytest.mark.usefixtures("batches", "plainly")
def test_rows_that_lack_their_last_fields_are_plain(file, row):
    compare(write(file, *[ROW] * 9, row, *[ROW] * 9, row))


@pytest.mark.parametrize("row", [ROW.replace("LIS", 'rør 5" lang'), ROW.replace("LIS", '"LIS"')])
@pytest.mark.usefixtures("batches")
def test_quotes_that_stand_anywhere_are_read_as_the_ordinary_reader_reads_them(file, row):
    compare(write(file, *[ROW] * 20, row, *[ROW.replace("50,0", "<5")] * 20))


@pytest.mark.parametrize(
    "row", [*(ROW.replace("LIS", text) for text in ('"LIS" og andre', '"', '""LIS""', '"L"IS"', '"LIS""'))]
)
@pytest.mark.usefixtures("batches")
def test_quotes_that_do_not_pair_are_left_to_the_reader_of_whole_files(file, row):
    with pytest.raises(CannotOpenError):
        condense(write(file, *[ROW] * 20, row, *[ROW] * 20), PLAN)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.usefixtures("batches")
def test_every_encoding_of_an_export(file, encoding):
    rows = [ROW] * 30 + [ROW.replace("Aalborg", "Køge").replace("50,0", "<5")] * 30
    got = compare(write(file, *rows, encoding=encoding))
    assert got.table.rows[-1][0].value == "Køge"


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_every_line_end(file, end):
    assert compare(write(file, ROW, ROW, ROW.replace("50,0", "x"), end=end)).table.row_numbers == [2, 4]


def test_a_hint_and_lines_above_the_header(file):
    file.write_text(f"sep=;\nUdtræk\n{HEADER}\n{ROW}\n{ROW.replace('1;2', '1;')}\n", encoding="utf-8")
    got = condense(file, replace(PLAN, header_row=3))
    assert got.table.row_numbers == [4, 5]


def test_a_list_that_begins_in_another_column_and_lacks_a_figure(file):
    file.write_text("x;A;B;V\n;a;b;1,5\n;a;b;2\n;a;;2\n", encoding="utf-8")
    got = condense(
        file, replace(PLAN, first_column=2, titles=("A", "B", "V"), keys=(0, 1), figures=(2, -1, -1), optional=(1,))
    )
    assert [[cell.value for cell in row] for row in got.table.rows] == [["a", "b", 3.5], ["a", None, 2.0]]
    assert got.table.address(0, 2) == "D2"


def test_odd_rows_beyond_the_most_are_counted_and_not_listed(file, monkeypatch):
    monkeypatch.setattr(group_sums, "MOST_IRREGULAR", 3)
    got = condense(write(file, ROW, *[ROW.replace("50,0", "x")] * 9), PLAN)
    assert (got.irregular, len(got.table.rows), got.rows, got.is_whole) == (9, 4, 10, False)


def test_a_header_that_is_not_there_and_a_file_that_is_not_there(file, tmp_path):
    with pytest.raises(CannotOpenError):
        condense(write(file, ROW), replace(PLAN, header_row=3))
    with pytest.raises(CannotOpenError):
        condense(tmp_path / "ingen.csv", PLAN)


def test_rows_whose_keys_have_the_same_cells_are_one_group(file):
    rows = [ROW.replace("30-06-2025", text) for text in ("", " ", "\u00a0", '="0301"', "0301")]
    got = compare(write(file, *rows), replace(PLAN, optional=(6,)))
    assert list(got.counts) == [3, 2]


@pytest.mark.usefixtures("batches")
def test_a_list_without_a_regular_row_and_one_without_any(file):
    assert compare(write(file, *[ROW.replace("50,0", "x")] * 20)).irregular == 20
    assert condense(write(file), PLAN).rows == 0


def test_cells_of_groups_are_as_they_stood(file):
    got = compare(write(file, ROW.replace("Aalborg", " Aalborg ")))
    assert got.table.rows[0][0].value == " Aalborg "
    assert got.table.rows[0][3].kind is CellKind.NUMBER
    assert got.table.text_only


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.usefixtures("plainly")
def test_a_plain_file_is_read_as_it_stands(file, end):
    rows = [f"Køge{n % 7};Ledige;2025-01;{n},5;;;30-06-2025;{'010203-1234' if n == 400 else 'LIS'}" for n in range(500)]
    assert compare(write(file, *rows, "Vejle;Ledige;2025-01;<5;;;x;LIS", end=end)).irregular == 2


@pytest.mark.parametrize(
    "late",
    [
        ROW.replace("1;2", "01;02"),
        ROW.replace("1;2", "1,0;2"),
        ROW.replace("1;2", "1 000;2 000"),
        ROW.replace("1;2", "+1;2"),
        ROW.replace("1;2", "-1;2"),
        ROW.replace("1;2", f"{1 << 70};{1 << 71}"),
        ROW.replace("50,0;1;2", "1.472;;"),
        ROW.replace("50,0;1;2", "1e3;;"),
        ROW.replace("50,0;1;2", "inf;;"),
        ROW.replace("50,0;1;2", "+5,0;;"),
    ],
)
@pytest.mark.usefixtures("plainly")
def test_a_late_figure_of_another_kind_than_the_first(file, late):
    compare(write(file, *[ROW] * 300, late, *[ROW] * 300))


@pytest.mark.parametrize(
    "change",
    [
        lambda row: '"Aalborg"' + row.removeprefix("Aalborg"),
        lambda row: row.replace("50,0", '"50,0"'),
        lambda row: row.replace("1;2", '"1";"2"'),
        lambda row: row.replace("50,0;1;2", '"<5";"";""'),
        lambda row: row.replace("LIS", '"L;I;S"'),
        lambda row: row.replace("LIS", '""'),
        lambda row: '"' + row.replace(";", '";"') + '"',
        lambda row: row.replace("Aalborg", "Køge"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.usefixtures("plainly")
def test_quotes_around_whole_fields_are_plain_in_every_encoding(file, encoding, change):
    rows = [ROW if (n + 1) % 9 else change(ROW) for n in range(30)]
    compare(write(file, *rows, encoding=encoding))
    compare(write(file, *[change(ROW)] * 30, encoding=encoding))


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row + ";;",
        lambda row: row.replace("LIS", '"fra ""LIS"""'),
        lambda row: row.replace("30-06-2025", '"30-06-2025\r\nkl. 9"'),
        lambda row: row.replace("30-06-2025", '"30-06-2025\nkl. 9"'),
        lambda row: row + "\r" + row,
        lambda row: row.replace("LIS", 'rør 5" lang'),
    ],
)
@pytest.mark.parametrize("first", [0, 9_000])
def test_what_is_not_plain_is_read_over(file, read_over, change, first):
    rows = [ROW if (n + 1) % 9 else change(ROW) for n in range(30)]
    compare(write(file, *[ROW] * first, *rows))
    assert read_over


@pytest.mark.usefixtures("plainly")
def test_letters_that_show_late_tell_the_encoding(file):
    plan = replace(PLAN, titles=tuple(title.replace("ø", "o").replace("æ", "ae") for title in TITLES))
    lines = [";".join(plan.titles), *[ROW] * 9_000, ROW.replace("Aalborg", "Køge"), ROW.replace("LIS", '"LIS"')]
    file.write_bytes("\n".join(lines).encode("cp1252"))
    assert compare(file, plan).table.rows[-1][0].value == "Køge"


def test_something_beside_the_list_is_told(file):
    with pytest.raises(CannotOpenError) as problem:
        condense(write(file, *[ROW + ";"] * 9, ROW + ";x"), PLAN)
    assert problem.value.issues[0].code == "figures_outside_list"


def test_sums_are_the_same_to_the_last_digit_in_whichever_order(file):
    rows = [f"Aalborg;Ledige;2025-01;{n / 10:.1f}".replace(".", ",") + ";;;30-06-2025;LIS" for n in range(20_000)]
    sums = set()
    for seed in range(4):
        random.Random(seed).shuffle(rows)
        sums.add(condense(write(file, *rows), PLAN).table.rows[0][3].value)
    assert sums == {19_999_000.0}


def test_a_record_that_the_head_cuts_is_no_sample(file):
    before = HEADER + "\nAalborg;Ledige;2025-01;"
    text = f"{before}7;;;30-06-2025;{'x' * 65_530}\nAalborg;Ledige;2025-01;1.472,5;;;30-06-2025;LIS\n"
    file.write_text(text, encoding="utf-8")
    compare(file)
    cut = (1 << 16) - len(before) - len("7;;;30-06-2025;\nAalborg;Ledige;2025-01;1.47")
    file.write_text(text.replace("x" * 65_530, "x" * cut).replace("1.472,5", "1.472"), encoding="utf-8")
    assert compare(file).irregular == 1


@pytest.mark.parametrize("separator", ["§", "¦"])
def test_a_separator_of_two_bytes_is_read_over(file, read_over, separator):
    text = "\n".join([f"sep={separator}", HEADER.replace(";", separator), ROW.replace(";", separator)])
    file.write_text(text + "\n", encoding="utf-8")
    assert condense(file, replace(PLAN, header_row=2)).rows == 1
    assert read_over


def test_a_figure_that_stands_alone_keeps_all_its_decimals(file):
    got = compare(write(file, ROW.replace("50,0;1;2", "0,000123456789;;")))
    assert got.table.rows[0][3].value == 0.000123456789


def test_digits_of_other_scripts_may_be_a_personal_number(file):
    assert compare(write(file, ROW.replace("LIS", "٠١٠١٩٠-١٢٣٤"))).irregular == 1
    assert compare(write(file, ROW.replace("LIS", "٣ sager"))).irregular == 0
