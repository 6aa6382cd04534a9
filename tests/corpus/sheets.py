"""Exports of the corpus that are workbooks, as rows of cells with number formats, errors, formulas and merged ranges."""

from dataclasses import dataclass, field
from datetime import datetime

JKS = "Jobcenter Skelbækgade"
CENTRES = ("Jobcenter Musvågevej", "Jobcenter Nyropsgade", JKS)
ALL = (
    *CENTRES,
    "Jobcenter Sygedagpenge",
    "Center for Job på Særlige Vilkår",
    "Center for Job og Formidling",
    "Ydelsesservice",
    "CKB",
    "CAB",
    "CBSI",
)
HEADER = ["Center", "Indikator", "Periode", "Værdi", "Tæller", "Nævner", "Kilde", "Udtræksdato"]


@dataclass
class Sheet:
    """A sheet: rows of values; a value in a tuple has a number format beside it."""

    rows: list[list[object]]
    merged: list[str] = field(default_factory=list)
    name: str = "LIS"
    dimension: str = ""
    hidden: bool = False


def _down(measures: dict[str, list[float]], centres=CENTRES) -> list[list[object]]:
    """Centres down, blanks for repeats, one line a measure."""
    rows: list[list[object]] = []
    for centre in centres:
        for number, (measure, values) in enumerate(measures.items()):
            rows.append([centre if number == 0 else None, measure, *values])
    return rows


TITLE = "Gennemsnitlig aktiveringsgrad på 56 pct."
COUNT = "company_placements"
MONTHS = ["jan 2009", "feb 2009", "mar 2009"]
SHEETS: dict[str, list[Sheet]] = {
    "pct_format.xlsx": [
        Sheet(
            [
                HEADER[:4],
                [JKS, "activation_degree", "2009-01", (0.954, "0.0%")],
                [JKS, "activation_degree", "2009-02", 51.2],
            ]
        )
    ],
    "fejlceller.xlsx": [
        Sheet(
            [
                HEADER[:4],
                [JKS, "activation_degree", "2009-01", "#N/A"],
                [JKS, "activation_degree", "2009-02", "#DIV/0!"],
            ]
        )
    ],
    "formel_uden_vaerdi.xlsx": [Sheet([HEADER[:4], [JKS, "activation_degree", "2009-01", "=50+1"]])],
    "dato_for_tal.xlsx": [Sheet([HEADER[:4], [JKS, "sickness_absence", "2009-01", (datetime(2009, 5, 22), "dd-mmm")]])],
    "datoer_som_perioder.xlsx": [
        Sheet(
            [
                HEADER[:4],
                [JKS, "activation_degree", (datetime(2009, 1, 1), "mmm-yy"), 51.2],
                [JKS, "activation_degree", 200902, 52],
            ]
        )
    ],
    "titel_og_fodnote.xlsx": [
        Sheet(
            [
                ["LIS-udtræk"],
                ["Udtrukket 15-07-2009"],
                [],
                HEADER[:4],
                [JKS, "activation_degree", "2009-01", 51.2],
                [],
                ["* Foreløbige tal"],
                ["Kilde: KMD"],
            ]
        )
    ],
    "forkert_dimension.xlsx": [
        Sheet(
            [HEADER[:4], [JKS, "activation_degree", "2009-01", 51.2], [JKS, "activation_degree", "2009-02", 52]],
            dimension="A1:B1",
        )
    ],
    "flere_ark.xlsx": [
        Sheet([["Forside"], ["Udarbejdet af LIS-teamet"]], name="Forside"),
        Sheet([HEADER[:4], [JKS, "activation_degree", "2009-01", 51.2]], name="Jan"),
        Sheet([HEADER[:4], [JKS, "activation_degree", "2009-02", 52]], name="Feb"),
    ],
    "skjult_ark.xlsx": [
        Sheet([HEADER[:4], [JKS, "activation_degree", "2009-02", 52]], name="Feb"),
        Sheet([HEADER[:4], [JKS, "activation_degree", "2009-01", 41]], name="Gammelt", hidden=True),
    ],
    "dublet_paa_to_ark.xlsx": [
        Sheet([HEADER[:4], [JKS, "activation_degree", "2009-01", 51.2]], name="A"),
        Sheet([HEADER[:4], [JKS, "activation_degree", "2009-01", 51.2]], name="B"),
    ],
    "pivot_uden_gentagelser.xlsx": [
        Sheet(
            [
                HEADER[:4],
                ["Jobcenter Nyropsgade", COUNT, "2009-01", 7],
                [None, None, "2009-02", 8],
                [JKS, COUNT, "2009-01", 10],
                [None, None, "2009-02", 12],
                [None, "electricity_use", "2009-01", 31250],
                ["JKS i alt", None, None, 31272],
            ]
        )
    ],
    "titler_uenige.xlsx": [Sheet([[TITLE], ["Center", *MONTHS], [JKS, 51, 52, 53]], name=COUNT)],
    "kryds_perioder.xlsx": [
        Sheet(
            [
                [TITLE],
                [],
                ["", *MONTHS],
                *([centre, 50 + n, 51 + n, 52.5 + n] for n, centre in enumerate(CENTRES)),
                ["Kilde: DREAM"],
            ]
        )
    ],
    "kryds_flettet_to_raekker.xlsx": [
        Sheet(
            [
                ["Tilbud til tiden"],
                ["Center", "2009-01", None, "2009-02", None],
                [None, "Tæller", "Nævner", "Tæller", "Nævner"],
                *([centre, 90 + n, 100, 91 + n, 100] for n, centre in enumerate(CENTRES)),
                ["offers_on_time"],
            ],
            merged=["B2:C2", "D2:E2", "A2:A3"],
        )
    ],
    "kryds_maal_i_titel.xlsx": [
        Sheet(
            [
                ["offers_on_time"],
                ["Center", "jan 2009", None, "feb 2009", None],
                [None, "Tæller", "Nævner", "Tæller", "Nævner"],
                *([centre, 90 + n, 100, 91 + n, 100] for n, centre in enumerate(CENTRES)),
            ],
            merged=["B2:C2", "D2:E2", "A2:A3"],
        )
    ],
    "kryds_gentagne_navne.xlsx": [
        Sheet([["Center", "Indikator", *MONTHS], *_down({TITLE: [50, 51, 52], COUNT: [60, 62, 61]})])
    ],
    "kryds_total_passer.xlsx": [
        Sheet(
            [
                [COUNT],
                ["", *MONTHS],
                [CENTRES[0], 10, 20, 30],
                [CENTRES[1], 11, 21, 31],
                [JKS, 12, 22, 32],
                ["I alt", 33, 63, 93],
            ]
        )
    ],
    "kryds_total_passer_ikke.xlsx": [
        Sheet(
            [
                [COUNT],
                ["", *MONTHS],
                [CENTRES[0], 10, 20, 30],
                [CENTRES[1], 11, 21, 31],
                [JKS, 12, 22, 32],
                ["I alt", 33, 63, 95],
            ]
        )
    ],
    "kryds_total_bif_i_alt.xlsx": [
        Sheet(
            [
                [TITLE],
                ["", *MONTHS],
                [CENTRES[0], 50, 51, 52],
                [CENTRES[1], 52, 53, 54],
                [JKS, 54, 55, 56],
                ["BIF i alt*", 70, 53, 54],
                ["* vægtet gennemsnit"],
            ]
        )
    ],
    "kryds_flere_blokke.xlsx": [
        Sheet(
            [
                [TITLE],
                ["", *MONTHS],
                *([c, 50, 51, 52] for c in CENTRES),
                [],
                ["company_placements"],
                ["", *MONTHS],
                *([c, 60, 61, 62] for c in CENTRES),
            ]
        )
    ],
    "kryds_maal_paa_ark.xlsx": [
        Sheet([["", *MONTHS], *([c, 50, 51, 52] for c in CENTRES)], name="activation_degree"),
        Sheet([["", *MONTHS], *([c, 60, 61, 62] for c in CENTRES)], name="company_placements"),
    ],
    "kryds_ukendt_center.xlsx": [
        Sheet([[TITLE], ["", *MONTHS], ["Jobcenter Musvågevje", 50, 51, 52], [JKS, 50, 51, 52]])
    ],
    "kryds_uden_maal.xlsx": [Sheet([["", *MONTHS], *([c, 50, 51, 52] for c in CENTRES)])],
    "kryds_skala.xlsx": [Sheet([["electricity_use"], ["", *MONTHS], *([c, 31.2, 30.1, 29] for c in CENTRES)])],
    "kryds_fejl_og_skjult.xlsx": [
        Sheet([[COUNT], ["", *MONTHS], [CENTRES[0], 50, "#N/A", 52], [JKS, "<5", "..", "#DIV/0!"]])
    ],
    "kryds_aar_til_dato.xlsx": [
        Sheet([[COUNT], ["", *MONTHS, "År til dato"], *([c, 60, 61, 62, 183] for c in CENTRES)])
    ],
    "kryds_transponeret.xlsx": [Sheet([[TITLE], ["", *CENTRES], *([month, 50, 51, 52] for month in MONTHS)])],
    "maal_i_kolonner.xlsx": [Sheet([["Juni 2009"], ["", TITLE, COUNT], *([c, 50.5, 60] for c in CENTRES)])],
    "kryds_total_alle_centre.xlsx": [
        Sheet(
            [
                [TITLE],
                ["", *MONTHS],
                *([centre, 50, 51, 52] for centre in ALL),
                ["BIF i alt*", 70, 51, 52],
                ["* vægtet"],
            ]
        )
    ],
    "kryds_andel_mod_dele.xlsx": [
        Sheet(
            [
                ["offers_on_time"],
                ["Center", "jan 2009", None, None],
                [None, "Tæller", "Nævner", "Andel"],
                *([centre, 90, 100, 90] for centre in CENTRES),
                ["I alt", 270, 300, 91.5],
            ],
            merged=["B2:D2", "A2:A3"],
        )
    ],
    "kryds_uden_navn.xlsx": [Sheet([[TITLE], ["", *MONTHS], [JKS, 50, 51, 52], [None, 48, 49, 50]])],
    "kryds_center_i_titel.xlsx": [
        Sheet([["Center: Jobcenter Skelbækgade"], ["", *MONTHS], [TITLE, 50, 51, 52], [COUNT, 60, 61, 62]])
    ],
    "kryds_aar_i_titel.xlsx": [
        Sheet([[TITLE + " 2009"], ["", "jan", "feb", "mar"], *([c, 50, 51, 52] for c in CENTRES)])
    ],
    "kryds_kvartaler.xlsx": [Sheet([[TITLE], ["", "1. kvt. 2009", "2. kvt. 2009"], *([c, 50, 51] for c in CENTRES)])],
    "kryds_tomme_celler.xlsx": [Sheet([[COUNT], ["", *MONTHS], [JKS, 60, None, "-"], [CENTRES[0], 1, 2, 3]])],
    "kryds_cpr.xlsx": [Sheet([[COUNT], ["", *MONTHS], [JKS, 60, 61, 62], ["Se sag 010190-1234"]])],
    "cpr_tal_i_ark.xlsx": [
        Sheet(
            [[*HEADER[:4], "Nr."], *([JKS, "activation_degree", f"2009-0{n}", 50, 101901230 + n] for n in range(1, 5))]
        )
    ],
    "sagsliste_samtaler.xlsx": [
        Sheet(
            [
                ["Enhed", "Samtale nr.", "Samtale senest", "Samtale holdt"],
                [JKS, "S1", datetime(2009, 1, 10), datetime(2009, 1, 9)],
                [JKS, "S2", datetime(2009, 1, 12), datetime(2009, 1, 15)],
                [JKS, "S3", datetime(2009, 1, 20), None],
                ["JC Skelbækgade", "S4", datetime(2009, 2, 3), datetime(2009, 2, 3)],
            ]
        )
    ],
    "sagsliste_ukendt.xlsx": [
        Sheet(
            [
                ["Center", "Sag", "Modtaget", "Afgjort"],
                *([JKS, f"A{n}", datetime(2009, 1, n), datetime(2009, 2, n)] for n in range(2, 9)),
            ]
        )
    ],
    "titel_akkumuleret.xlsx": [
        Sheet([[COUNT], ["Akkumuleret 2009"], ["", *MONTHS], *([c, 60, 121, 183] for c in CENTRES)])
    ],
    "titel_i_tusinder.xlsx": [
        Sheet([["electricity_use"], ["Tal i 1.000 kWh"], ["", *MONTHS], *([c, 31.2, 30.1, 29] for c in CENTRES)])
    ],
    "titel_gruppe_og_center.xlsx": [
        Sheet([["Jobcenter København"], [JKS], ["", *MONTHS], [TITLE, 50, 51, 52], [COUNT, 60, 61, 62]])
    ],
    "budget_i_kroner.xlsx": [
        Sheet([["Center", "Konto", "Periode", "Budget", "Forbrug"], [JKS, "Driftsbudget", "2009-06", 1250000, 640000]])
    ],
}
