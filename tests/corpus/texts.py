"""Exports of the corpus that are text: csv in several encodings, pages and XML under a spreadsheet's name."""

HEADER = "Center;Indikator;Periode;Værdi;Tæller;Nævner;Kilde;Udtræksdato"
JKS = "Jobcenter Skelbækgade"


def _list(*lines: str, header: str = HEADER) -> str:
    return "\n".join([header, *lines]) + "\n"


TEXTS: dict[str, str] = {
    # ---- values ----
    "pct_og_haardt_mellemrum.csv": _list(
        f"{JKS};activation_degree;2009-01;95,4\u00a0%", f"{JKS};activation_degree;2009-02;95,4 pct."
    ),
    "tusinder_med_punktum.csv": _list(
        f"{JKS};electricity_use;2009-01;1.472", f"{JKS};electricity_use;2009-02;31.472,5"
    ),
    "flertydigt_punktum.csv": _list(f"{JKS};electricity_use;2009-01;1.472", f"{JKS};electricity_use;2009-02;2.310"),
    "punktum_er_decimal.csv": _list(f"{JKS};sickness_absence;2009-01;1.472", f"{JKS};sickness_absence;2009-02;1.4"),
    "mellemrum_som_tusinder.csv": _list(
        f"{JKS};electricity_use;2009-01;31 472", f"{JKS};electricity_use;2009-02;30\u00a0100"
    ),
    "minus_tegn.csv": _list(
        f"{JKS};stock_non_western;2009-01;\u22123,2",
        f"{JKS};stock_non_western;2009-02;3,2-",
        f"{JKS};stock_non_western;2009-03;(3,2)",
    ),
    "forbehold.csv": _list(
        f"{JKS};company_placements;2009-01;ca. 300",
        f"{JKS};activation_degree;2009-01;min. 80 pct.",
        f"{JKS};activation_degree;2009-02;5 procentpoint",
    ),
    "fodnotetegn.csv": _list(f"{JKS};sickness_absence;2009-01;12,4¹⁾", f"{JKS};electricity_use;2009-01;31.250,0*"),
    "skjulte_og_tomme.csv": _list(
        f"{JKS};company_placements;2009-01;<5",
        f"{JKS};company_placements;2009-02;-",
        f"{JKS};company_placements;2009-03;..",
        f"{JKS};company_placements;2009-04;.",
        f"{JKS};company_placements;2009-05;0",
        f"{JKS};company_placements;2009-06;",
    ),
    "excelfejl_i_csv.csv": _list(
        f"{JKS};activation_degree;2009-01;#I/T", f"{JKS};activation_degree;2009-02;#DIVISION/0!"
    ),
    "dato_i_stedet_for_tal.csv": _list(f"{JKS};sickness_absence;2009-01;22-maj", f"{JKS};sickness_absence;2009-02;1,5"),
    "perioder_af_enhver_slags.csv": _list(
        f"{JKS};activation_degree;jan-09;51",
        f"{JKS};activation_degree;ultimo februar 2009;52",
        f"{JKS};activation_degree;2009M03;53",
        f"{JKS};activation_degree;2. kvartal 2009;54",
        f"{JKS};attractive_workplace_score;1. halvår 2009;61",
        f"{JKS};attractive_workplace_score;2008;60",
    ),
    "ukendt_periode.csv": _list(f"{JKS};activation_degree;forår 2009;51"),
    "tekst_i_talkolonne.csv": _list(f"{JKS};activation_degree;2009-01;se bilag", f"{JKS};activation_degree;2009-02;52"),
    "skala_i_overskrift.csv": "Center;Konto;Periode;Budget (mio. kr.);Forbrug (1.000 kr.)\n"
    f"{JKS};Driftsbudget;2009;12,5;6250\n",
    "konto_med_foranstillet_nul.csv": f"Center;Konto;Periode;Budget;Forbrug\n{JKS};0042;2009;100;50\n",
    # ---- files ----
    "linjeskift_blandet.csv": f"{HEADER}\r\n{JKS};activation_degree;2009-01;51\r{JKS};activation_degree;2009-02;52\n",
    "sep_linje.csv": f"sep=,\nCentre,Measure,Period,Value\n{JKS},activation_degree,2009-01,51.5\n",
    "tabulator.tsv": f"Center\tIndikator\tPeriode\tVærdi\n{JKS}\tactivation_degree\t2009-01\t51,5\n",
    "titel_over_csv.csv": f"LIS-udtræk, januar 2009;;;\nUdtrukket 15-02-2009;;;\n;;;\nCenter;Indikator;Periode;Værdi\n"
    f"{JKS};activation_degree;2009-01;51,5\nKilde: KMD Sag;;;\n",
    "felter_som_formler.csv": _list(f'="{JKS}";activation_degree;="2009-01";="51,5"'),
    "akkumuleret_i_note.csv": _list(f"{JKS};activation_degree;2009-01;51", "Note: Tallene er akkumulerede."),
    "tusinder_i_note.csv": _list(f"{JKS};electricity_use;2009-01;51", "Anm.: Forbrug i 1.000 kWh, tal i 1.000"),
    "linjeskift_i_celle.csv": f'{HEADER}\n{JKS};activation_degree;2009-01;51,5;;;"Kilde:\nKMD";\n{JKS};activation_degree;2009-02;x;;;;\n',
    "kun_overskrift.csv": HEADER + "\n",
    "tom.csv": "\n\n",
    "html_tabel.xls": "<html><meta charset=utf-8><body><h1>LIS</h1><table><tr><th>Center<th>Indikator<th>Periode<th>V&aelig;rdi"
    f"<tr><td>{JKS}<td>activation_degree<td>2009-01<td>51,5&nbsp;%</table></body></html>",
    "loginside.xls": '<!DOCTYPE html><html><body><form><input name=u><input type="password"></form></body></html>',
    "webside_uden_tabel.xls": "<!DOCTYPE html><html><body><p>Siden findes ikke</p></body></html>",
    "spreadsheetml.xls": '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="LIS"><Table>'
    + "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="{kind}">{text}</Data></Cell>' for kind, text in row) + "</Row>"
        for row in (
            [("String", each) for each in ("Center", "Indikator", "Periode", "Værdi")],
            [("String", JKS), ("String", "activation_degree"), ("String", "2009-01"), ("Number", "51.5")],
        )
    )
    + "</Table></Worksheet></Workbook>",
    "ydre_enhed.xls": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell><Data>&e;</Data></Cell>'
    "</Row></Table></Worksheet></Workbook>",
    # ---- checks ----
    "ukendt_center.csv": _list("Jobcenter Skelbækgaed;activation_degree;2009-01;51"),
    "ukendt_indikator.csv": _list(f"{JKS};aktiveringsgrad;2009-01;51"),
    "kortnavn_og_alias.csv": _list("JKS;activation_degree;2009-01;51", "JC Skelbækgade;activation_degree;2009-02;52"),
    "andre_centre.csv": _list(
        f"{JKS};activation_degree;2009-01;51", "Jobcenter Musvågevej;activation_degree;2009-01;48"
    ),
    "over_100_pct.csv": _list(f"{JKS};activation_degree;2009-01;151"),
    "andel_som_broek.csv": _list(f"{JKS};activation_degree;2009-01;0,51"),
    "andel_under_een_procent.csv": _list(
        f"{JKS};activation_degree;2009-01;0,51", f"{JKS};activation_degree;2009-02;51"
    ),
    "negativt_antal.csv": _list(f"{JKS};company_placements;2009-01;-12"),
    "taeller_over_naevner.csv": _list(f"{JKS};offers_on_time;2009-01;;110;100"),
    "vaerdi_mod_taeller.csv": _list(f"{JKS};offers_on_time;2009-01;95,4;90;100"),
    "halv_broek.csv": _list(f"{JKS};offers_on_time;2009-01;;90;"),
    "nul_i_naevner.csv": _list(f"{JKS};offers_on_time;2009-01;;0;0"),
    "dublet.csv": _list(f"{JKS};activation_degree;2009-01;51", f"{JKS};activation_degree;jan. 2009;52"),
    "efter_kontraktaaret.csv": _list(f"{JKS};activation_degree;2010-01;51"),
    "efter_udtraekket.csv": _list(f"{JKS};activation_degree;2009-03;51;;;KMD;15-02-2009"),
    "under_fem.csv": _list(f"{JKS};company_placements;2009-01;3", f"{JKS};offers_on_time;2009-01;;4;6"),
    "spring.csv": _list(
        *(f"{JKS};activation_degree;2008-{month:02d};{50 + month % 3}" for month in range(1, 13)),
        f"{JKS};activation_degree;2009-01;5,1",
    ),
    "cpr_kolonne.csv": f"{HEADER};Borger\n{JKS};activation_degree;2009-01;51;;;;;010190-1234\n"
    f"{JKS};activation_degree;2009-02;52;;;;;0202901234\n",
    "cpr_i_tekst.csv": _list(f"{JKS};activation_degree;2009-01;51;;;Sag 010190-1234 mangler;"),
    "cpr_som_tal.csv": f"{HEADER};Sag\n"
    + "".join(f"{JKS};activation_degree;2009-{month:02d};51;;;;;01019{month}1234\n" for month in range(1, 6)),
    "kontonumre_er_ikke_cpr.csv": f"{HEADER};Sag\n"
    + "".join(f"{JKS};activation_degree;2009-{month:02d};51;;;;;99019{month}1234\n" for month in range(1, 6)),
    "manglende_kolonne.csv": f"Center;Indikator;Værdi;Kilde\n{JKS};activation_degree;51;KMD\n",
    "kolonne_to_gange.csv": f"Center;Indikator;Periode;Værdi;Værdi\n{JKS};activation_degree;2009-01;51;52\n",
    "lis_overskrifter.csv": f"Enhed;Nøgletal;Måned;Antal;Trukket\n{JKS};Gennemsnitlig aktiveringsgrad på 56 pct.;jan 2009;51,5;15-02-2009\n",
    "ukendte_overskrifter.csv": f"Afdeling;Nøgle;Tid;Udfald\n{JKS};activation_degree;2009-01;51\n{JKS};activation_degree;2009-02;52\n",
    "egne_overskrifter.csv": "Afdeling;Nøgle;Tid;Resultat\nSKG;Aktgrad;2009-01;51\nSKG;Diverse;2009-01;7\n",
    "dele_der_laegges_sammen.csv": "Team;Center;Indikator;Periode;Tæller;Nævner\n"
    + "".join(f"Team {team};{JKS};offers_on_time;2009-01;{30 + team};40\n" for team in (1, 2, 3)),
    "i_alt_i_liste.csv": _list(
        f"{JKS};activation_degree;2009-01;51", "BIF i alt;activation_degree;2009-01;49", "Kilde: KMD"
    ),
    "i_alt_mellem_raekker.csv": _list(
        f"{JKS};company_placements;2009-01;10",
        f"{JKS};company_placements;2009-02;12",
        f"{JKS};company_placements;I alt;22",
        "Jobcenter Nyropsgade;company_placements;2009-01;7",
        "Total;company_placements;2009-01;17",
    ),
    "i_alt_passer_ikke.csv": _list(
        f"{JKS};company_placements;2009-01;10",
        f"{JKS};company_placements;2009-02;12",
        f"{JKS};company_placements;I alt;32",
    ),
    "sagsliste_klager.csv": "Enhed;Klage nr.;Afgjort;Udfald;Klagetype\n"
    + "".join(
        f"{JKS};K{n};{n:02d}-01-2009;{outcome};Formalitet\n"
        for n, outcome in enumerate(("Medhold", "Delvis medhold", "Ikke medhold", "Medhold"), start=1)
    ),
    "sagsliste_ukendt_udfald.csv": "Enhed;Klage nr.;Afgjort;Udfald;Klagetype\n"
    f"{JKS};K1;10-01-2009;Medhold;Formalitet\n{JKS};K2;11-01-2009;Afvist;Formalitet\n",
    "sagsliste_med_fejl.csv": "Enhed;Samtale nr.;Samtale senest;Samtale holdt\n"
    f"{JKS};S1;10-01-2009;09-01-2009\n{JKS};S1;11-01-2009;\n{JKS};S3;31-02-2009;\n",
    # ---- crosstabs ----
    "krydstabel.csv": "Gennemsnitlig aktiveringsgrad på 56 pct.;;;\n;jan 2009;feb 2009;mar 2009\n"
    f"Jobcenter Musvågevej;48;49;50\nJobcenter Nyropsgade;51;50;52\n{JKS};53,5;54;55\nKilde: DREAM;;;\n",
}
ENCODED: dict[str, tuple[str, str]] = {
    "cp1252.csv": ("cp1252", _list(f"{JKS};activation_degree;2009-01;51,5")),
    "utf8_bom.csv": ("utf-8-sig", _list(f"{JKS};activation_degree;2009-01;51,5")),
    "utf16.csv": ("utf-16", _list(f"{JKS};activation_degree;2009-01;51,5").replace(";", "\t")),
}
PROFILES: dict[str, str] = {
    "egne_overskrifter.profil.toml": 'layout = "list"\n[columns]\n"Afdeling" = "centre"\n"Nøgle" = "measure"\n'
    '"Tid" = "period"\n"Resultat" = "value"\n[centres]\n"SKG" = "Jobcenter Skelbækgade"\n'
    '[measures]\n"Aktgrad" = "activation_degree"\n"Diverse" = ""\n',
    "sammen.profil.toml": 'layout = "list"\naggregate = true\n',
    "totaler.profil.toml": 'layout = "crosstab"\ntotals = "ignore"\n',
    "skala.profil.toml": 'layout = "crosstab"\n[scales]\n"electricity_use" = 1000\n',
    "fejl.profil.toml": 'layuot = "list"\n',
}
