"""The exports of a quarter, in the shapes in which they come: a list, crosstabs, and sums since the year began."""

from openpyxl import Workbook

from tests.end_to_end.walked.figures import (
    CENTRES,
    CLOSED_AFTER,
    DUE,
    HELD,
    HIDDEN,
    INFLOW,
    MILESTONES,
    MONTHS,
    PLACEMENTS,
    SAMPLED,
    STOCK,
    SUND,
    WRONG,
    YEAR,
    YOUTH,
    accounts,
    drawn,
)

HIDDEN_WAS = 3
"""What stands behind the hidden month, which the LIS' own totals count."""
OPUS_PROFILE = """name = "Opus"
layout = "list"
accumulated = true
[match]
files = ["opus*.csv"]
"""
LIST_PROFILE = """name = "LIS-liste"
layout = "list"
not_mine = ["Fleksjob", "Ressourceforløb", "Revalidering"]
[match]
files = ["LIS-liste*.csv"]
"""
"""What an economist writes when the first import has listed what is not theirs."""
_FOREIGN = ("Fleksjob;{};18;", "Ressourceforløb;{};44;", "Revalidering;{};7;")
"""Indicators that these contracts do not have."""


def written(folder, quarter):
    """Write a quarter's exports of all centres.

    Args:
        folder: Where they go.
        quarter: 1 to 4.

    Returns:
        Their paths, in the order in which an economist brings them in.
    """
    return [_list(folder, quarter), _crosstabs(folder, quarter), _stock(folder, quarter), _opus(folder, quarter)]


def _list(folder, quarter):
    """A list in Windows' letters: ratios with their parts, a milestone, indicators and a centre of others."""
    held, lines = drawn(quarter), ["Center;Indikator;Periode;Værdi;Tæller;Nævner"]
    for centre in (*CENTRES, "Jobcenter Grenå"):
        for at, month in enumerate(MONTHS[: 3 * quarter], start=1):
            key, said = f"{YEAR}-{at:02d}", f"{month} {YEAR}"
            if (HELD, centre, key) in held:
                for name, above, below in (
                    ("Jobsamtaler til tiden", HELD, DUE),
                    ("Fejl i stikprøver", WRONG, SAMPLED),
                ):
                    lines.append(f"{centre};{name};{said};;{held[above, centre, key]};{held[below, centre, key]}")
            if at in MILESTONES.get(centre, {}):
                lines.append(f"{centre};Håndbog i brug;{said};{MILESTONES[centre][at]};;")
            if centre != SUND or at <= CLOSED_AFTER:
                lines += [f"{centre};{other.format(said)};" for other in _FOREIGN]
    path = folder / f"LIS-liste Q{quarter}.csv"
    path.write_bytes("\r\n".join(lines).encode("cp1252"))
    return path


def _crosstabs(folder, quarter):
    """An indicator a sheet: the months of two years across, *I alt* after each year and below the centres."""
    held, book = drawn(quarter), Workbook()
    book.remove(book.active)
    for name, years in ((PLACEMENTS, (YEAR - 1, YEAR)), (INFLOW, (YEAR - 1, YEAR)), (YOUTH, (YEAR,))):
        sheet = book.create_sheet(name)
        spans = {year: MONTHS if year < YEAR else MONTHS[: 3 * quarter] for year in years}
        sheet.append([f"{name} (antal)"])
        sheet.append([])
        sheet.append([None, *(head for year in years for head in [year, *[None] * len(spans[year])])])
        sheet.append(["Center", *(head for year in years for head in [*spans[year], "I alt"])])
        whole = []
        for centre in CENTRES:
            row = []
            for year in years:
                texts = [held.get((name, centre, f"{year}-{at:02d}")) for at in range(1, len(spans[year]) + 1)]
                cells = [text if text in (None, HIDDEN) else int(text) for text in texts]
                known = [HIDDEN_WAS if cell == HIDDEN else cell or 0 for cell in cells]
                row += [*zip(cells, known, strict=True), (sum(known), sum(known))]
            sheet.append([centre, *(cell for cell, _ in row)])
            whole.append([known for _, known in row])
        sheet.append(["I alt", *(sum(column) for column in zip(*whole, strict=True))])
        sheet.append(["Kilde: LIS. Tal under fem vises ikke."])
    path = folder / f"Indsats Q{quarter}.xlsx"
    book.save(path)
    return path


def _stock(folder, quarter):
    """Months down, centres and *I alt* across: a stock at the end of each month."""
    held, book = drawn(quarter), Workbook()
    sheet = book.active
    sheet.title = "Bestand"
    sheet.append([f"{STOCK} ultimo måneden, antal"])
    sheet.append(["Måned", *CENTRES, "I alt"])
    for year, count in ((YEAR - 1, 12), (YEAR, 3 * quarter)):
        for at, month in enumerate(MONTHS[:count], start=1):
            texts = [held.get((STOCK, centre, f"{year}-{at:02d}")) for centre in CENTRES]
            figures = [None if text is None else int(text) for text in texts]
            sheet.append([f"{month} {year}", *figures, sum(figure or 0 for figure in figures)])
    path = folder / f"Langtidsledige Q{quarter}.xlsx"
    book.save(path)
    return path


def _opus(folder, quarter):
    """An accounting system's follow-up: budget and use since the year began, with Danish figures."""
    lines = ["Budgetopfølgning;;;;", f"Regnskabsår {YEAR}, akkumuleret;;;;", ";;;;"]
    lines.append("Center;Konto;Periode;Korrigeret budget;Forbrug")
    for (account, centre), amounts in accounts().items():
        for at in range(1, min(3 * quarter, len(amounts["budget"])) + 1):
            sums = (sum(amounts[kind][:at]) for kind in ("budget", "brugt"))
            lines.append(f"{centre};{account};{at:02d}.{YEAR};" + ";".join(_danish(ore) for ore in sums))
    path = folder / f"Opus Q{quarter}.csv"
    path.write_bytes("\r\n".join(lines).encode("utf-8-sig"))
    return path


def _danish(ore):
    return f"{ore / 100:,.2f}".translate(str.maketrans(",.", ".,"))
