"""Number formats: every literal beyond the format's own characters is quoted, or Excel may offer to repair the file."""

import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
OWN = set("0#?.,%/+-(): @;EeymdhsAMPGneral")


def codes(path):
    with zipfile.ZipFile(path) as package:
        styles = etree.fromstring(package.read("xl/styles.xml"))
    return {each.get("formatCode") for each in styles.iter("{*}numFmt")}


@pytest.mark.parametrize(
    "name", ["Jobcenter København 2008", "Jobcenter Skelbækgade 2009", "Jobcenter Skelbækgade 2009 med tal"]
)
def test_every_literal_is_quoted(workbook, name):
    for code in codes(workbook(name)):
        assert set(QUOTED.sub("", code)) <= OWN, code


def test_so_are_those_of_the_consolidated_workbook(workbook, tmp_path):
    from macros.cli import main

    out = Path(tmp_path, "samlet.xlsx")
    assert main(["consolidate", str(workbook()), "--out", str(out)]) == 0
    for code in codes(out):
        assert set(QUOTED.sub("", code)) <= OWN, code
