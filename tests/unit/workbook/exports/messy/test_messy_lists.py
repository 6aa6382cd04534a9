"""Messy lists as people have them: taken with exactly their figures, or refused for the right reason."""

import openpyxl
import pytest

from tests.unit.workbook.exports.large.test_both_ways import found, same

JKM, JKN, JKS = "Jobcenter Musvågevej", "Jobcenter Nyropsgade", "Jobcenter Skelbækgade"
PLACED, POWER = "company_placements", "electricity_use"
HEADER = ["Center", "Indikator", "Periode", "Værdi"]
JAN, FEB, MAR = ((PLACED, f"2009-0{month}") for month in (1, 2, 3))


@pytest.fixture
def save(tmp_path):
    """Write rows as an xlsx or a csv, cells merged as told."""

    def write(rows, kind="xlsx", merged=()):
        path = tmp_path / f"export.{kind}"
        if kind == "csv":
            lines = [";".join("" if cell is None else str(cell) for cell in row) for row in rows]
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            return path
        book = openpyxl.Workbook()
        book.active.title = "LIS"
        for row in rows:
            book.active.append(row)
        for span in merged:
            book.active.merge_cells(span)
        book.save(path)
        return path

    return write


@pytest.fixture
def read(checked):
    return checked


# ---- figures outside the list -----------------------------------------------------------------------------------

CROSSTAB = [[POWER], ["Center", "Jan", "Feb"], [JKS, 100, 110]]
ROW, NEXT = [JKS, PLACED, "2009-01", 10], [JKS, PLACED, "2009-02", 11]
OUTSIDE = {
    "a crosstab above": ([*CROSSTAB, [], HEADER, ROW], "B3"),
    "a crosstab of one month above": ([[POWER], ["Center", "Jan"], [JKS, 100], [], HEADER, ROW], "B3"),
    "a crosstab beside the header": (
        [[*HEADER, None, None, POWER, "Jan", "Feb"], [*ROW, None, None, JKS, 100, 110], NEXT],
        "H2",
    ),
    "a crosstab beside the rows": (
        [HEADER, [*ROW, None, None, POWER, "Jan", "Feb"], [*NEXT, None, None, JKS, 100, 110]],
        "H3",
    ),
    "a crosstab below on the right": ([HEADER, ROW, [], *([*[None] * 6, *each] for each in CROSSTAB)], "H6"),
    "a crosstab on the left": (
        [[*[None] * 4, *HEADER], [POWER, "Jan", "Feb", None, *ROW], [JKS, 100, 110, None, *NEXT]],
        "B3",
    ),
    "a list of other headers": ([HEADER, [*ROW, None, "Sted", "Hvad", "Tal"], [*NEXT, None, JKS, POWER, 100]], "H3"),
    "a list right at the rows": ([HEADER, [*ROW, *HEADER], [*NEXT, JKS, POWER, "2009-01", 100]], "H3"),
    "the decimals of a number": ([HEADER, [*ROW, 5], NEXT], "E2"),
}


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("name", OUTSIDE)
def test_figures_outside_the_list_are_refused(name, kind, save, read):
    rows, cell = OUTSIDE[name]
    code, _, found = read(save(rows, kind))
    assert (code, [each for each in found if each[0] == "figures_outside_list"]) == (
        1,
        [("figures_outside_list", cell)],
    )


HARMLESS = {
    "a count and a page": [["Antal rækker", 2], ["Side", 1, "af", 2], [], HEADER, ROW, NEXT],
    "a year and a day": [["LIS", 2009], ["Udtrukket", "15-07-2009"], HEADER, ROW, NEXT],
    "numbers of the rows": [[None, *HEADER], [1, *ROW], [2, *NEXT]],
    "remarks beside": [HEADER, [*ROW, None, "se bilag"], NEXT],
    "a count below, beside": [HEADER, ROW, NEXT, [], [*[None] * 6, "Antal rækker", 2]],
    "a total as wide as it likes": [HEADER, ROW, NEXT, ["I alt", None, None, 21, None, 100, 110]],
    "a note with figures": [["Kilde: KMD", 100, 110], HEADER, ROW, NEXT],
    "a remark in a column of its own": [[*HEADER, None, "Bemærkning"], [*ROW, None, "ok"], NEXT],
}


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_no_figure_outside_the_list_is_let_be(name, kind, save, read):
    code, figures, found = read(save(HARMLESS[name], kind))
    if (name, kind) == ("remarks beside", "csv"):  # a comma or semicolon may have split a field of the row
        assert (code, found) == (1, {("rows_longer", "F2")})
        return
    assert (code, figures) == (0, {JAN: 10, FEB: 11}), found


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_lists_side_by_side_are_read(kind, save, read):
    power = [JKS, POWER, "2009-01", 100]
    for rows in (
        [[*HEADER, None, *HEADER], [*ROW, None, *power], NEXT],
        [HEADER, ROW, [*NEXT, None, *HEADER], [JKS, PLACED, "2009-03", 12, None, *power]],
        [HEADER, ROW, NEXT, [], [*[None] * 5, *HEADER], [*[None] * 5, *power], [JKS, PLACED, "2009-03", 12]],
    ):
        code, figures, found = read(save(rows, kind))
        wanted = {JAN: 10, FEB: 11, (POWER, "2009-01"): 100}
        assert (code, figures) == (0, wanted | ({MAR: 12} if len(rows) > 3 else {})), found


def test_the_users_own_profile_makes_a_warning_of_it(save, read, profile_file):
    profile = profile_file('layout = "list"')
    code, figures, found = read(save(OUTSIDE["a crosstab above"][0]), "--profile", profile)
    assert (code, figures, ("figures_passed_over", "B3") in found) == (0, {JAN: 10}, True)


# ---- texts below a list -----------------------------------------------------------------------------------------

FOOTERS = ["Side 1 af 2", "Antal rækker: 2", "(2 rows affected)", "Foreløbige tal", "Udtrukket af NN, 15-07-2009"]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("footer", FOOTERS)
def test_a_text_alone_below_a_list_is_a_note(footer, kind, save, read, contract):
    is_note = footer.startswith("Udtrukket")
    for rows in ([HEADER, ROW, NEXT, [], [footer]], [HEADER, ROW, NEXT, *[[footer]] * 3]):
        path = save(rows, kind)
        code, figures, found = read(path)
        assert (code, figures) == (0, {JAN: 10, FEB: 11}), found
        same(path, contract, condensed=is_note)
    between = save([HEADER, ROW, [footer], NEXT], kind)  # it may say what the rows below are of
    assert read(between)[0] == (0 if is_note else 1)
    same(between, contract, condensed=is_note)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_text_alone_left_of_a_list_is_a_note(kind, save, read):
    rows = [[None, *HEADER], [None, *ROW], [None, *NEXT], ["Foreløbige tal"], [None, "Side 1 af 2"]]
    assert read(save(rows, kind))[:2] == (0, {JAN: 10, FEB: 11})


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize(
    "rows",
    [
        [HEADER, ROW, [None, None, "2009-02", 11], ["Jobcenter Ukendt"], [None, PLACED, "2009-01", 99]],
        [HEADER, ROW, [None, None, "2009-02", 11], ["Jobcenter Ukendt"], [None, None, "2009-03", 99]],
        [HEADER, ROW, [JKS]],
        [HEADER, ROW, [None, "Foreløbige tal"]],
        [HEADER, ROW, ["Foreløbige tal", None, None, 3]],
    ],
)
def test_a_text_that_may_be_of_the_list_is_no_note(rows, kind, save, read, contract):
    path = save(rows, kind)
    assert read(path)[0] == 1
    assert found([path], contract, True)[:2] == found([path], contract, False)[:2]


# ---- merged cells -----------------------------------------------------------------------------------------------

MERGED = [
    HEADER,
    [JKN, PLACED, "2009-01", 7],
    [None, None, "2009-02", 8],
    [JKS, PLACED, "2009-01", 10],
    [None, None, "2009-02", 11],
    [None, POWER, "2009-01", 100],
    [None, None, "2009-02", 110],
]
SPANS = ["A2:A3", "B2:B3", "A4:A7", "B4:B5", "B6:B7"]
IN_MERGED = {JAN: 10, FEB: 11, (POWER, "2009-01"): 100, (POWER, "2009-02"): 110}


def test_merged_labels_hold_for_the_rows_that_they_cover(save, read, contract):
    path = save(MERGED, merged=SPANS)
    code, figures, found = read(path)
    assert (code, figures, {name for name, _ in found} & {"label_repeated"}) == (0, IN_MERGED, set()), found
    same(path, contract, condensed=False)


def test_merged_labels_beside_one_that_is_printed_again(save, read, contract):
    rows = [*MERGED[:3], [JKN, POWER, "2009-02", 9], *MERGED[3:]]
    path = save(rows, merged=["A2:A3", "B2:B3", "A5:A8", "B5:B6", "B7:B8"])
    assert read(path)[:2] == (0, IN_MERGED)
    same(path, contract, condensed=False)


@pytest.mark.parametrize("spans", [["D4:D5"], ["C4:D5"], ["B4:C5"]])
def test_figures_and_what_another_column_says_are_never_spread(spans, save, read):
    rows = [HEADER, [JKN, PLACED, "2009-01", 7], [JKN, PLACED, "2009-02", 8], [JKS, PLACED, "2009-01", 10]]
    code, figures, _ = read(save([*rows, [JKS, PLACED, None, None]], merged=spans))
    assert code == 1 or figures == {JAN: 10}


def test_rowspan_of_a_page(read, tmp_path):
    body = "".join(
        f"<tr>{first}<td>{period}</td><td>{value}</td></tr>"
        for first, period, value in (
            (f"<td rowspan=2>{JKN}</td><td rowspan=2>{PLACED}</td>", "2009-01", 7),
            ("", "2009-02", 8),
            (f"<td rowspan=3>{JKS}</td><td rowspan=2>{PLACED}</td>", "2009-01", 10),
            ("", "2009-02", 11),
            (f"<td>{POWER}</td>", "2009-01", 100),
        )
    )
    head = "".join(f"<th>{title}</th>" for title in HEADER)
    path = tmp_path / "export.html"
    page = f'<html><meta charset="utf-8"><table><tr>{head}</tr>{body}</table></html>'
    path.write_text(page, encoding="utf-8")
    assert read(path)[:2] == (0, {JAN: 10, FEB: 11, (POWER, "2009-01"): 100})


# ---- headers that are known by a further name -------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize(
    "header",
    [
        ["Center", "Indikator", "Periode", "Sum af Værdi"],
        ["Centre", "Measure", "Period", "Sum of Value"],
        ["Center", "Indikator", "Måned", "Resultat"],
        ["Centre", "Measure", "Month", "Result"],
        ["Center", "Indikator", "Måned", "Sum af Resultat"],
        ["Center", "Indikator", "Måned", "Værdi"],
        ["Enhed", "Nøgletal", "Måned", "Resultat"],
    ],
)
def test_a_header_by_a_further_name(header, kind, save, read, contract):
    path = save([header, ROW, NEXT], kind)
    code, figures, found = read(path)
    assert (code, figures, "unknown_column" in {name for name, _ in found}) == (0, {JAN: 10, FEB: 11}, False), found
    same(path, contract)


@pytest.mark.parametrize(
    "title", ["Antal af Værdi", "Count of Value", "Gennemsnit af Værdi", "Sum af", "Resultat i pct. af"]
)
def test_a_header_that_says_something_else_is_no_value(title, save, read):
    code, figures, _ = read(save([["Center", "Indikator", "Periode", title], ROW]))
    assert (code, figures) == (1, {})


def test_a_further_name_gives_way_to_the_name_itself(save, read):
    header = ["Center", "Indikator", "Måned", "Resultat", "Periode", "Værdi"]
    code, figures, found = read(save([header, [JKS, PLACED, "jan", 99, "2009-01", 10]]))
    assert (code, figures) == (0, {JAN: 10})
    assert {("unknown_column", "C1"), ("unknown_column", "D1")} <= found


def test_two_further_names_for_one_field_are_neither(save, read):
    code, figures, _ = read(save([["Center", "Indikator", "Periode", "Resultat", "Sum af Værdi"], [*ROW, 12]]))
    assert (code, figures) == (1, {})


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_months_by_number_beside_a_column_of_years(kind, save, read, contract):
    header = ["År", "Måned", "Center", "Indikator", "Værdi"]
    rows = [[2009, 1, JKS, PLACED, 10], [2009, "02", JKS, PLACED, 11], [2008, 12, JKS, PLACED, 9]]
    path = save([header, *rows], kind)
    code, figures, found = read(path)
    assert (code, figures) == (0, {JAN: 10, FEB: 11, (PLACED, "2008-12"): 9}), found
    same(path, contract, condensed=False)
    assert read(save([header, [2009, 13, JKS, PLACED, 10]], kind))[0] == 1
    assert read(save([header, [None, 1, JKS, PLACED, 10]], kind))[0] == 1
    header[1] = "Periode"  # which may be a quarter's number
    assert read(save([header, [2009, 1, JKS, PLACED, 10]], kind))[0] == 1


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("period", ["Januar, 2009", "M1 2009", "01JAN2009:00:00:00", "jan. \u201909", "2009:01"])
def test_a_month_as_other_programs_write_it(period, kind, save, read):
    assert read(save([HEADER, [JKS, PLACED, period, 10]], kind))[:2] == (0, {JAN: 10})


DEEP = [HEADER, *([JKS, PLACED, f"2009-{1 + n % 2:02}", 10 + n % 2] for n in range(900))]
"""Longer than a head, which is cut short for it."""


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xlsx", "csv", "csv of one width"])
@pytest.mark.parametrize("where", [2, 890])
@pytest.mark.parametrize("beside", [[None, JKS, 100, 110], [5], [None, "se bilag"]])
def test_cells_beside_a_large_list_make_it_be_read_whole(where, beside, kind, save, contract, monkeypatch):
    monkeypatch.setattr("workbook.exports.files.heads._BYTES", 1 << 14)
    rows = [list(row) for row in DEEP]
    rows[where] += beside
    if kind.endswith("width"):
        rows = [[*row, *[None] * (8 - len(row))] for row in rows]
    same(save(rows, kind.split()[0]), contract, condensed=False)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_figures_above_a_large_list_are_refused(kind, save, contract):
    _, codes = same(save(OUTSIDE["a crosstab above"][0], kind), contract)
    assert "figures_outside_list" in codes
