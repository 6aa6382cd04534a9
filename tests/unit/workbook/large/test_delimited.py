"""Csv lists condensed: against the ordinary reader row by row, for files as they come and as nobody would make them."""

import csv
import io
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from schemas.cells import CellKind
from schemas.errors import CannotOpenError
from tests.unit.workbook.large.reference import PLAN, TITLES, check, signs_of
from workbook.exports.files import read_file
from workbook.exports.large import condense, delimited, digests, lookups, pieces, records

HEADER = ";".join(TITLES)
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


@pytest.fixture(params=[1 << 22, 700])
def cut(request, monkeypatch):
    """Pieces so small that every file has several, and pieces as they are."""
    monkeypatch.setattr(pieces, "_READ", request.param)


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
@pytest.mark.usefixtures("cut")
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
    "odd",
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
@pytest.mark.usefixtures("cut")
def test_an_odd_row_keeps_its_cells_and_its_line(file, odd):
    got = compare(write(file, *[ROW] * 40, odd, *[ROW] * 40))
    assert got.table.row_numbers[-1] == 42
    assert got.odd == 1
    assert list(got.counts) == [80, 1]
    assert got.is_whole


def test_an_amount_of_ten_digits_is_plain(file):
    assert compare(write(file, ROW, "Aalborg;Ledige;2025-01;0102031234;;;30-06-2025;LIS")).odd == 0


@pytest.mark.parametrize(
    ("others", "odd", "total"),
    [(["7"], 1, 7.0), (["3,5"], 0, 1475.5), (["3.5"], 0, 4.972), (["3,5", "3.5"], 1, 7.0), (["(3,5)"], 1, 1472.0)],
)
def test_thousands_are_told_by_the_rest_of_the_column(file, others, odd, total):
    rows = [f"Aalborg;Ledige;2025-01;{text};;;30-06-2025;LIS" for text in ["1.472", *others]]
    got = compare(write(file, *rows))
    assert got.odd == odd
    assert got.table.rows[0][3].value == pytest.approx(total)


def test_a_decimal_sign_that_shows_late_counts_from_the_first_row(file, monkeypatch):
    monkeypatch.setattr(pieces, "_READ", 700)
    rows = ["Aalborg;Ledige;2025-01;1.472;;;30-06-2025;LIS"] * 900
    got = compare(write(file, *rows, "Aalborg;Ledige;2025-01;0,5;;;30-06-2025;LIS"))
    assert (got.odd, got.table.rows[0][3].value) == (0, 1472 * 900 + 0.5)


def test_line_numbers_count_the_lines_within_quotes(file):
    noted = 'Aalborg;Ledige;2025-01;50,0;1;2;30-06-2025;"to\r\nlinjer ""her"""'
    got = compare(write(file, ROW, noted, noted, "Vejle;Ledige;2025-01;<5;;;30-06-2025;LIS", ROW.replace("Aal", "Vib")))
    assert got.table.row_numbers == [2, 8, 7]


def test_rows_of_other_widths_and_a_line_without_any_keep_their_places(file):
    got = compare(write(file, ROW, "", "Note", ROW + ";;", ROW, "Aalborg;Ledige;2025-01;<5"))
    assert (got.rows, got.table.row_numbers) == (5, [2, 4, 7])


def test_every_row_may_end_with_a_separator_that_the_header_lacks(file, monkeypatch):
    monkeypatch.setattr(records, "read_rows", None)  # not one by one
    assert compare(write(file, *[ROW + ";"] * 9)).rows == 9


@pytest.mark.parametrize("row", [ROW.replace("LIS", 'rør 5" lang'), ROW.replace("LIS", '"LIS"')])
@pytest.mark.usefixtures("cut")
def test_quotes_that_stand_anywhere_are_read_as_the_ordinary_reader_reads_them(file, row):
    compare(write(file, *[ROW] * 20, row, *[ROW.replace("50,0", "<5")] * 20))


@pytest.mark.parametrize("row", [ROW.replace("LIS", '"LIS" og andre'), ROW.replace("LIS", '"')])
@pytest.mark.usefixtures("cut")
def test_quotes_that_do_not_pair_are_left_to_the_reader_of_whole_files(file, row):
    with pytest.raises(CannotOpenError):
        condense(write(file, *[ROW] * 20, row, *[ROW] * 20), PLAN)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.usefixtures("cut")
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
    for module in ("groups", "digests", "express"):
        monkeypatch.setattr(f"workbook.exports.large.{module}.MOST_ODD", 3)
    got = condense(write(file, ROW, *[ROW.replace("50,0", "x")] * 9), PLAN)
    assert (got.odd, len(got.table.rows), got.rows, got.is_whole) == (9, 4, 10, False)


def test_a_header_that_is_not_there_and_a_file_that_is_not_there(file, tmp_path):
    with pytest.raises(CannotOpenError):
        condense(write(file, ROW), replace(PLAN, header_row=3))
    with pytest.raises(CannotOpenError):
        condense(tmp_path / "ingen.csv", PLAN)


def test_cells_of_groups_are_as_they_stood(file):
    got = compare(write(file, ROW.replace("Aalborg", " Aalborg ")))
    assert got.table.rows[0][0].value == " Aalborg "
    assert got.table.rows[0][3].kind is CellKind.NUMBER
    assert got.table.text_only


@pytest.fixture
def by_bytes_alone(monkeypatch):
    """A piece that is not summed by its fields' bytes fails."""
    monkeypatch.setattr(delimited, "digest", None)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.usefixtures("cut", "by_bytes_alone")
def test_plain_pieces_are_summed_by_their_bytes_alone(file, end):
    rows = [f"Køge{n % 7};Ledige;2025-01;{n},5;;;30-06-2025;{'010203-1234' if n == 400 else 'LIS'}" for n in range(500)]
    assert compare(write(file, *rows, "Vejle;Ledige;2025-01;<5;;;x;LIS", end=end)).odd == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda row, n: row.replace("LIS", f"sag {n} " + "x" * 300),
        lambda row, n: row.replace("50,0;1;2", f"{n}000000,25;;"),
        lambda row, n: row if n % 9 else row + ";",
        lambda row, n: row if n % 9 else '"Aalborg"' + row.removeprefix("Aalborg"),
        lambda row, n: row.replace("Aalborg", f"Center {n}"),
    ],
)
@pytest.mark.usefixtures("cut")
def test_what_bytes_do_not_tell_is_read_as_texts(file, monkeypatch, change):
    monkeypatch.setattr(lookups, "_MOST", 100)
    called = []
    monkeypatch.setattr(delimited, "digest", lambda *given: called.append(1) or digests.digest(*given))
    compare(write(file, *[change(ROW, n) for n in range(300)]))
    assert called


def test_numbers_that_share_a_slot_keep_their_places():
    draw = np.random.default_rng(2008)
    lookup, learnt = lookups.Lookup(), []
    numbers = draw.integers(0, 1 << 62, 3000).astype(np.uint64)
    for _ in range(8):  # some thousand numbers in 65536 slots
        wanted = np.concatenate([numbers, numbers[::-1]])
        places = lookup.places(wanted, lambda row, wanted=wanted: learnt.append(int(wanted[row])))
        assert [learnt[place - 1] for place in places.tolist()] == wanted.tolist()
        numbers = np.concatenate([numbers[:1500], draw.integers(0, 1 << 62, 1500).astype(np.uint64)])
    assert len(learnt) == len(set(learnt))


def test_texts_of_different_bytes_have_different_numbers():
    texts = sorted({f"{'x' * length}{sign}{'y' * (length % 5)}".encode() for length in range(40) for sign in "abc"})
    data = b"".join(texts)
    lengths = np.array([len(text) for text in texts])
    starts = np.cumsum(lengths) - lengths
    assert len(set(lookups.mixed(lookups.words_of(data), starts, lengths).tolist())) == len(texts)
