"""The raw figures of ten made-up centres, 2024 and 2025, as a LIS and an accounting system hold them.

A figure a month; ``<5`` is hidden, and a centre that has closed has no more. What was wrong for a time, and was corrected
later, stands in ``AS_FIRST_DRAWN``. Three centres are written out; each of the seven others is like one of them, with every
figure moved by an amount of its own, so that no two centres can be taken for each other.
"""

YEAR = 2025
VEST, KLOV, SUND = "Jobcenter Vesterport", "Jobcenter Kløvermarken", "Beskæftigelsescenter Sundby"
LIKE = {
    "Jobcenter Nørrebro": VEST,
    "Jobcenter Bispebjerg": VEST,
    "Jobcenter Valby": VEST,
    "Jobcenter Amager": KLOV,
    "Jobcenter Husum": KLOV,
    "Jobcenter Ryparken": KLOV,
    "Beskæftigelsescenter Enghave": KLOV,
}
"""Centre -> the one that it is like."""
CENTRES = (VEST, KLOV, SUND, *LIKE)
MONTHS = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
HIDDEN = "<5"
CLOSED_AFTER = 6
"""Sundby closes on 30 June."""

PLACEMENTS, INFLOW, YOUTH, STOCK, HELD, DUE, WRONG, SAMPLED = (
    "Virksomhedspraktik",
    "Tilgang til sygedagpenge",
    "Unge i uddannelse",
    "Langtidsledige",
    "Samtaler til tiden",
    "Samtaler",
    "Fejl",
    "Sager i stikprøven",
)

MONTHLY = f"""
{PLACEMENTS} | {VEST} | 2024 | 50 47 53 48 52 52 21 47 47 55 50 56
{PLACEMENTS} | {VEST} | 2025 | 51 52 49 45 50 47 19 41 52 58 55 60
{PLACEMENTS} | {KLOV} | 2024 | 40 44 39 46 40 42 17 38 40 42 42 38
{PLACEMENTS} | {KLOV} | 2025 | 38 36 40 39 41 37 14 33 36 39 38 35
{PLACEMENTS} | {SUND} | 2024 | 18 16 15 16 16 18 6 15 16 17 16 16
{PLACEMENTS} | {SUND} | 2025 | 17 15 17 <5 14 16
{INFLOW} | {VEST} | 2024 | 118 104 112 99 95 101 80 97 109 115 110 92
{INFLOW} | {VEST} | 2025 | 104 95 103 90 86 88 73 86 97 104 98 85
{INFLOW} | {KLOV} | 2024 | 88 79 83 75 72 77 61 74 82 86 83 70
{INFLOW} | {KLOV} | 2025 | 87 78 85 76 70 79 63 73 84 85 86 72
{INFLOW} | {SUND} | 2024 | 31 28 29 27 25 28 20 26 29 30 29 25
{INFLOW} | {SUND} | 2025 | 28 25 26 23 22 24
{YOUTH} | {VEST} | 2025 | 6 7 5 8 6 4 3 9 13 12 11 12
{YOUTH} | {KLOV} | 2025 | 5 6 6 5 7 5 5 11 14 13 12 9
{YOUTH} | {SUND} | 2025 | 2 3 2 3 2 3
{STOCK} | {VEST} | 2024 | 921 918 915 917 911 905 909 902 899 896 893 890
{STOCK} | {VEST} | 2025 | 887 882 879 876 870 868 866 861 856 850 845 838
{STOCK} | {KLOV} | 2024 | 640 642 645 641 638 636 639 634 632 631 630 628
{STOCK} | {KLOV} | 2025 | 627 629 631 630 628 626 625 622 619 617 612 611
{STOCK} | {SUND} | 2024 | 301 299 300 297 296 295 296 293 291 290 289 288
{STOCK} | {SUND} | 2025 | 286 284 281 279 276 273
{HELD} | {VEST} | 2025 | 1330 1366 1263 1402 1371 1288 804 1290 1377 1408 1391 1176
{DUE} | {VEST} | 2025 | 1390 1450 1359 1455 1428 1344 861 1349 1431 1462 1440 1218
{HELD} | {KLOV} | 2025 | 967 927 972 941 955 930 611 922 968 977 958 849
{DUE} | {KLOV} | 2025 | 984 946 991 963 979 951 630 947 990 1001 979 866
{HELD} | {SUND} | 2025 | 378 375 361 352 349 331
{DUE} | {SUND} | 2025 | 427 429 407 404 397 380
{WRONG} | {VEST} | 2025 | 2 1 3 2 1 2 1 2 1 3 2 2
{SAMPLED} | {VEST} | 2025 | 60 60 60 60 60 60 60 60 60 60 60 60
{WRONG} | {KLOV} | 2025 | 1 2 1 2 3 2 2 3 2 2 2 1
{SAMPLED} | {KLOV} | 2025 | 60 60 60 60 60 60 60 60 60 60 60 60
{WRONG} | {SUND} | 2025 | 0 1 0 0 1 1
{SAMPLED} | {SUND} | 2025 | 25 25 25 25 25 25
"""
"""What the LIS holds at the year's end: indicator, centre, year, twelve months."""

AS_FIRST_DRAWN = {
    (PLACEMENTS, VEST, "2025-02"): {1: "54"},
    (PLACEMENTS, VEST, "2025-08"): {3: "412"},
}
"""Indicator, centre, month -> the quarters whose export held another figure: February is revised; 412 is a slip for 41."""

ACCOUNTS = f"""
Driftsbudget | {VEST} | budget | 1250000 1250000 1250000 1250000 1250000 1250000 1250000 1250000 1250000 1250000 1250000 1250000
Driftsbudget | {VEST} | brugt | 1306049,87 1199997,12 1208313,74 1262858,82 1227334,06 1260118,18 1196291,74 1241811,63 1240276,07 1262004,11 1249980,40 1250118,90
Købsbudget | {VEST} | budget | 840000 840000 840000 840000 840000 840000 840000 840000 840000 840000 840000 840000
Købsbudget | {VEST} | brugt | 697038,43 600554,31 608769,43 678289,26 603247,50 603095,82 590000,00 700000,00 747162,15 812300,25 840417,75 861200,00
Driftsbudget | {KLOV} | budget | 980000 980000 980000 980000 980000 980000 980000 980000 980000 980000 980000 980000
Driftsbudget | {KLOV} | brugt | 935772,40 961004,15 948220,00 990415,35 955330,80 948118,25 931004,00 962240,75 951118,10 979400,50 968117,45 1004330,20
Købsbudget | {KLOV} | budget | 610000 610000 610000 610000 610000 610000 610000 610000 610000 610000 610000 610000
Købsbudget | {KLOV} | brugt | 581200,10 560310,95 577804,40 590118,00 601220,35 588004,75 540110,20 599630,00 604118,85 611004,40 618220,15 630118,05
Driftsbudget | {SUND} | budget | 410000 410000 410000 410000 410000 410000
Driftsbudget | {SUND} | brugt | 398004,15 401118,40 405220,75 399310,20 402004,85 391118,30
Købsbudget | {SUND} | budget | 260000 260000 260000 260000 260000 260000
Købsbudget | {SUND} | brugt | 198110,40 204310,25 201118,85 199004,10 188220,40 190118,75
"""
"""Kroner of each month; the exports of the accounting system are sums since the year began."""

_MILESTONES = {VEST: {3: "nej"}, KLOV: {3: "nej", 5: "ja"}, SUND: {3: "ja"}}
MILESTONES = _MILESTONES | {centre: _MILESTONES[model] for centre, model in LIKE.items()}
"""Whether the handbook is in use, in the month in which somebody said so."""


_STEPS = {PLACEMENTS: 1, INFLOW: 2, YOUTH: 0, STOCK: 7, HELD: 3, DUE: 5, WRONG: 0, SAMPLED: 1}
"""Indicator -> how much a month of the first centre in ``LIKE`` has more than its model, of the second twice as much."""
_MORE_USED = 100_019
"""The same of what is used of a budget each month, in øre."""


def _like(model):
    """The centres that are like one, each with its place among all that are like another."""
    return [(centre, at) for at, (centre, other) in enumerate(LIKE.items(), start=1) if other == model]


def monthly():
    """(indicator, centre, ``2025-03``) -> the figure as text."""
    found = {}
    for line in MONTHLY.strip().splitlines():
        indicator, centre, year, figures = (part.strip() for part in line.split("|"))
        for month, figure in enumerate(figures.split(), start=1):
            found[indicator, centre, f"{year}-{month:02d}"] = figure
            for other, at in _like(centre):
                found[indicator, other, f"{year}-{month:02d}"] = f"{int(figure) + at * _STEPS[indicator]}"
    return found


def drawn(quarter):
    """The same as the export of a quarter holds it: up to its last month, with what was wrong at the time."""
    last = f"{YEAR}-{3 * quarter:02d}"
    return {
        key: AS_FIRST_DRAWN.get(key, {}).get(quarter, figure) for key, figure in monthly().items() if key[2] <= last
    }


def accounts():
    """(account, centre) -> budgets and what was used, a figure a month, in whole øre."""
    found = {}
    for line in ACCOUNTS.strip().splitlines():
        account, centre, kind, figures = (part.strip() for part in line.split("|"))
        ore = [round(float(figure.replace(",", ".")) * 100) for figure in figures.split()]
        found.setdefault((account, centre), {})[kind] = ore
        for other, at in _like(centre):
            more = 0 if kind == "budget" else at * _MORE_USED
            found.setdefault((account, other), {})[kind] = [amount + more for amount in ore]
    return found
