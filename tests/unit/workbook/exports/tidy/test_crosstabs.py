"""Crosstabs as they are met: each drawn, with the rows that must come out."""

import pytest

from tests.unit.workbook.exports.tidy.drawn import expected, issues, laid, rows

CASES = {
    "centres down, months across, the measure in the title": (
        """
        Aktiveringsgrad

        Center | jan 2009 | feb 2009
        Nord   | 51       | 52
        Syd    | 61       | 62,5
        """,
        """
        Nord | activation | 2009-01 | 51
        Nord | activation | 2009-02 | 52
        Syd  | activation | 2009-01 | 61
        Syd  | activation | 2009-02 | 62,5
        """,
    ),
    "the measure in the corner": (
        """
        Aktiveringsgrad | jan 2009
        Nord            | 51
        """,
        "Nord | activation | 2009-01 | 51",
    ),
    "months down, centres across": (
        """
        Forbrug
        Måned    | Nord | Syd
        jan 2009 | 1    | 2
        feb 2009 | 3    | 4
        """,
        """
        Nord | spent | 2009-01 | 1
        Syd  | spent | 2009-01 | 2
        Nord | spent | 2009-02 | 3
        Syd  | spent | 2009-02 | 4
        """,
    ),
    "measures across, the month in the title": (
        """
        Resultater, juni 2009
        Center | Aktiveringsgrad | Forbrug
        Nord   | 51              | 7
        Syd    | 52              | 8
        """,
        """
        Nord | activation | 2009-06 | 51
        Nord | spent      | 2009-06 | 7
        Syd  | activation | 2009-06 | 52
        Syd  | spent      | 2009-06 | 8
        """,
    ),
    "the year only in the title, one before the contract's": (
        """
        Aktiveringsgrad 2008
        Center | januar | februar
        Nord   | 51     | 52
        """,
        """
        Nord | activation | 2008-01 | 51
        Nord | activation | 2008-02 | 52
        """,
    ),
    "no year anywhere is the contract's": (
        """
        Aktiveringsgrad
        Center | januar | februar
        Nord   | 51     | 52
        """,
        """
        Nord | activation | 2009-01 | 51
        Nord | activation | 2009-02 | 52
        """,
    ),
    "years over months": (
        """
        Aktiveringsgrad
               | 2008 |      | 2009 |
        Center | nov  | dec  | jan  | feb
        Nord   | 51   | 52   | 53   | 54
        """,
        """
        Nord | activation | 2008-11 | 51
        Nord | activation | 2008-12 | 52
        Nord | activation | 2009-01 | 53
        Nord | activation | 2009-02 | 54
        """,
    ),
    "blanks for repeated centres": (
        """
             |                      | jan 2009
        Nord | Aktiveringsgrad      | 51
             | Jobsamtaler til tiden | 90
        Syd  | Aktiveringsgrad      | 52
             | Jobsamtaler til tiden | 91
        """,
        """
        Nord | activation | 2009-01 | 51
        Nord | interviews | 2009-01 | 90
        Syd  | activation | 2009-01 | 52
        Syd  | interviews | 2009-01 | 91
        """,
    ),
    "headings between the rows": (
        """
        Center          | jan 2009
        Aktiveringsgrad |
        Nord            | 51
        Syd             | 52
        Forbrug         |
        Nord            | 7
        Syd             | 8
        """,
        """
        Nord | activation | 2009-01 | 51
        Syd  | activation | 2009-01 | 52
        Nord | spent      | 2009-01 | 7
        Syd  | spent      | 2009-01 | 8
        """,
    ),
    "several tables on one sheet, each with its title": (
        """
        Aktiveringsgrad
        Center | jan 2009
        Nord   | 51

        Forbrug
        Center | jan 2009 | feb 2009
        Nord   | 7        | 8
        """,
        """
        Nord | activation | 2009-01 | 51
        Nord | spent      | 2009-01 | 7
        Nord | spent      | 2009-02 | 8
        """,
    ),
    "the year to date and the change beside the months are passed over": (
        """
        Aktiveringsgrad
        Center | jan 2009 | feb 2009 | År til dato | Ændring
        Nord   | 51       | 52       | 51,5        | 1
        """,
        """
        Nord | activation | 2009-01 | 51
        Nord | activation | 2009-02 | 52
        """,
    ),
    "a total over the months": (
        """
        Forbrug
        Center | jan 2009 | feb 2009 | I alt
        Nord   | 1        | 2        | 3
        """,
        """
        Nord | spent | 2009-01 | 1
        Nord | spent | 2009-02 | 2
        """,
    ),
    "notes below": (
        """
        Forbrug
        Center   | jan 2009
        Nord     | 1
        Syd*     | 2
        * foreløbige tal
        Kilde: KMD, 2009
        1) kun fuldtid
        """,
        """
        Nord | spent | 2009-01 | 1
        Syd  | spent | 2009-01 | 2
        """,
    ),
    "a scale in the title": (
        """
        Forbrug (1.000 kr.)
        Center | jan 2009
        Nord   | 1,5
        """,
        "Nord | spent | 2009-01 | 1500",
    ),
    "a scale over measures": (
        """
        Juni 2009
        Center | Aktiveringsgrad | Forbrug (mio. kr.)
        Nord   | 51              | 1,5
        """,
        """
        Nord | activation | 2009-06 | 51
        Nord | spent      | 2009-06 | 1500000
        """,
    ),
    "codes of centres before their names": (
        """
        Forbrug
        Nr. | Center | jan 2009
        101 | Nord   | 1
        102 | Syd    | 2
        """,
        """
        Nord | spent | 2009-01 | 1
        Syd  | spent | 2009-01 | 2
        """,
    ),
    "a remark beside figures without labels is no label": (
        """
        Center: Nord, juni 2009
        Aktiveringsgrad | Forbrug | Bemærkning
        51              | 7       | foreløbig
        """,
        """
        Nord | activation | 2009-06 | 51
        Nord | spent      | 2009-06 | 7
        """,
    ),
    "years down as numbers": (
        """
        Aktiveringsgrad
        År   | Nord | Syd
        2007 | 50   | 60
        2008 | 51   | 61
        """,
        """
        Nord | activation | 2007 | 50
        Syd  | activation | 2007 | 60
        Nord | activation | 2008 | 51
        Syd  | activation | 2008 | 61
        """,
    ),
    "the centre in the title": (
        """
        Center: Nord
        Indikator       | jan 2009 | feb 2009
        Aktiveringsgrad | 51       | 52
        Forbrug         | 7        | 8
        """,
        """
        Nord | activation | 2009-01 | 51
        Nord | activation | 2009-02 | 52
        Nord | spent      | 2009-01 | 7
        Nord | spent      | 2009-02 | 8
        """,
    ),
    "hidden, missing and wrong figures stand as they do in the export": (
        """
        Aktiveringsgrad
        Center | jan 2009 | feb 2009 | mar 2009
        Nord   | <5       | -        | #I/T
        Syd    | 51       | se bilag | 52
        """,
        """
        Nord | activation | 2009-01 | <5
        Nord | activation | 2009-02 | -
        Nord | activation | 2009-03 | #I/T
        Syd  | activation | 2009-01 | 51
        Syd  | activation | 2009-02 | se bilag
        Syd  | activation | 2009-03 | 52
        """,
    ),
    "quarters, with the year in the title": (
        """
        Aktiveringsgrad 2008
        Center | 1. kvartal | 2. kvartal
        Nord   | 51         | 52
        """,
        """
        Nord | activation | 2008-Q1 | 51
        Nord | activation | 2008-Q2 | 52
        """,
    ),
    "a row of numbers for the columns is no row of figures": (
        """
        Forbrug
        Center | 200901 | 200902
        Nord   | 1      | 2
        """,
        """
        Nord | spent | 2009-01 | 1
        Nord | spent | 2009-02 | 2
        """,
    ),
}


WARNED = {"the year to date and the change beside the months are passed over": [("figures_left_out", "D2")]}


@pytest.mark.parametrize("name", CASES)
def test_a_crosstab(name):
    drawing, out = CASES[name]
    found = laid(drawing)
    assert sorted(rows(found)) == sorted(expected(out))
    assert issues(found) == WARNED.get(name, [])
