"""What the tests of messy exports share: names and tables."""

JKM, JKN, JKS = "Jobcenter Musvågevej", "Jobcenter Nyropsgade", "Jobcenter Skelbækgade"
DEGREE, PLACED, POWER = "activation_degree", "company_placements", "electricity_use"
HEADER = ["Center", "Indikator", "Periode", "Værdi"]
MONTHS = ["Jan", "Feb", "Mar"]


def table(title, corner="Center"):
    return [[title], [corner, *MONTHS], [JKM, 51, 52, 53], [JKN, 51, 52, 53], [JKS, 51.5, 52, 53]]


def months(year):
    return {(DEGREE, f"{year}-01"): 51.5, (DEGREE, f"{year}-02"): 52, (DEGREE, f"{year}-03"): 53}
