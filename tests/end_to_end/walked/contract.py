"""The contract register of the walked year, as the administration keeps it in a workbook."""

from openpyxl import Workbook

from tests.end_to_end.walked.figures import CENTRES, KLOV, LIKE, SUND, VEST, YEAR

HEADS = [
    "Center",
    "Mål nr.",
    "Styringsparameter",
    "Måltype",
    "Mål",
    "Indikator",
    "Enhed",
    "Regel",
    "Grundlag",
    "Måltal",
    "Måltal, øvre",
    "Basisperiode",
    "Vises som",
    "Opgøres som",
    "Årsprofil",
]
GOALS = """
1.1;Indsatsen;Indsatsmål;Jobsamtaler holdt til tiden;Jobsamtaler til tiden;pct.;mindst;niveau;{1.1};;;niveau;andel (tæller/nævner);samme hele året
1.2;Indsatsen;Resultatmål;Nye virksomhedspraktikker;Virksomhedspraktik;antal;mindst;niveau;{1.2};;;niveau;sum;lige store måneder
1.3;Indsatsen;Resultatmål;Langtidsledige ned med 5,5 pct.;Langtidsledige;antal;højst;ændring i pct.;-5,5;;2024-12;niveau;seneste værdi;jævnt fra basis til mål
1.4;Indsatsen;Resultatmål;Tilgangen til sygedagpenge ned med 10 pct.;Tilgang til sygedagpenge;antal;højst;ændring i pct.;-10;;2024;ændring;sum;som sidste år
2.1;Kvaliteten;Resultatmål;Fejl i højst 3 pct. af stikprøverne;Fejl i stikprøver;pct.;højst;niveau;3;;;niveau;andel (tæller/nævner);samme hele året
2.2;Kvaliteten;Udviklingsmål;Personalehåndbogen er taget i brug;Håndbog i brug;ja/nej;milepæl;niveau;1;;;niveau;seneste værdi;samme hele året
3.1;Økonomien;Resultatmål;Driftsbudgettet holdes;operating_budget_use;pct.;højst;niveau;100;;;niveau;andel (tæller/nævner);samme hele året
3.2;Økonomien;Resultatmål;Købsbudgettet bruges med 85-100 pct.;purchase_budget_use;pct.;mellem;niveau;85;100;;niveau;andel (tæller/nævner);samme hele året
"""
JULY_GOAL = (
    "1.5;Indsatsen;Resultatmål;Unge i uddannelse;Unge i uddannelse;antal;mindst;niveau;{1.5};;;niveau;sum;"
    "lige store måneder"
)
TARGETS = {
    VEST: {"1.1": 95, "1.2": 600, "1.5": 60},
    KLOV: {"1.1": 95, "1.2": 420, "1.5": 60},
    SUND: {"1.1": 90, "1.2": 180},
}
UNTIL_JUNE = {"1.2": {"Måltal": 90.0}, "1.3": {"Måltal": -2.75}, "1.4": {"Basisperiode": "2024-H1"}}
"""What Sundby's goals about amounts of a year are changed to when the centre closes."""
WITH_JULY = tuple(centre for centre in CENTRES if centre != SUND)
GROUP = "Jobcentrene"


def lines(centre, goals=GOALS):
    """The goals of a centre: title of a column -> cell."""
    found = []
    text = goals.strip()
    for number, target in TARGETS[LIKE.get(centre, centre)].items():
        text = text.replace(f"{{{number}}}", str(target))
    for line in text.splitlines():
        cells = [centre, *line.split(";")]
        found.append({head: _cell(head, text) for head, text in zip(HEADS, cells, strict=True)})
    return found


def july_goal():
    """The goal from July as it is written in the button's box; the rest is as in goal 1.2."""
    [line] = lines(VEST, JULY_GOAL)
    box = f"{line['Mål nr.']}; {line['Mål']}; {line['Måltal']:g}; 01-07-{YEAR}; Indikator = {line['Indikator']}"
    return f"{box}; Måltype = {line['Måltype']}"


def _cell(head, text):
    if head.startswith("Måltal") and text:
        return float(text.replace(",", "."))
    return text or None


def register(path):
    """Write the register: the goals below a title, and the centres on a sheet of their own."""
    book = Workbook()
    sheet = book.active
    sheet.title = f"Mål {YEAR}"
    sheet.append([f"Resultatkontrakter {YEAR}"])
    sheet.append(["År", *HEADS])
    for centre in CENTRES:
        for line in lines(centre):
            sheet.append([YEAR, *line.values()])
    centres = book.create_sheet("Centre")
    centres.append(["Center", "Kortnavn", "Gruppe", "Indgår i total"])
    for centre in CENTRES:
        centres.append([centre, centre.split()[-1], GROUP if centre.startswith("Jobcenter ") else "", "ja"])
    book.save(path)
    return path
