"""All names that nothing is known of are asked about in one round, not one round for each answer."""

from dataclasses import replace

import pytest

from schemas.tables import Goals
from schemas.words.vocabulary import words
from tests.unit.workbook.exports.messy.messy import JKN, JKS, PLACED
from tests.unit.workbook.exports.messy.reading_here import Here
from workbook.exports.read import ReadOptions, read_exports
from workbook.exports.read_many import read_together

ROWS = [
    "Center;Indikator;Periode;Værdi",
    f"{JKS} II;{PLACED};2009-01;10",
    f"{JKS};Mentorforløb;2009-01;38",
    f"{JKS};Mentorforløb;Årets anden md.;23",
    "Jobcenter Grenå;Mentorforløb;2009-01;99",
]
NEEDED = {f"{JKS} II", "Årets anden md."}


@pytest.mark.parametrize("many", [False, True], ids=["one", "many"])
def test_names_are_asked_about_in_one_round(contract, csv_file, many):
    path = csv_file(*ROWS)
    options = ReadOptions(None, Here(None), folders=[path.parent])
    if many:
        others = replace(contract.expected, goals=contract.goals.assign(**{Goals.CENTRE: JKN}))
        read = read_together([path], [contract.expected, others], words(), options)
    else:
        read = read_exports([path], contract.expected, words(), options)
    needed = {each.name for each in read.names if each.is_needed}
    assert needed >= NEEDED
    assert "Jobcenter Grenå" not in needed
    assert {each.name for each in read.names} == {*NEEDED, "Mentorforløb", "Jobcenter Grenå"}
