"""What the tests of messy exports share: names, and the header of a list."""

JKN, JKS = "Jobcenter Nyropsgade", "Jobcenter Skelbækgade"
DEGREE, PLACED, POWER = "activation_degree", "company_placements", "electricity_use"
HEADER = ["Center", "Indikator", "Periode", "Værdi"]
