"""The service catalogue as it counts: what several have counts once, and is said."""

from collections.abc import Sequence

import pandas as pd

from macros.steps.economy.found import Found
from schemas.issues.issue import Issue, Place
from schemas.tables import Services
from schemas.words.vocabulary import Words
from udfs.economy.services_once import Catalogue, Shared, once


def counted_services(catalogues: Sequence[Catalogue], centres: pd.DataFrame, year: int, words: Words) -> Found:
    """The lines of the contract year, each once, and the finding about those that several had.

    Args:
        catalogues: The catalogue of each workbook.
        centres: All centres.
        year: The contract year.
        words: The language of the finding.
    """
    found = once(catalogues, centres, year)
    return Found(found.services, [_said(found.shared, words)] if found.shared else [])


def _said(shared: Sequence[Shared], words: Words) -> Issue:
    differing = [each for each in shared if each.differs]
    example = (differing or shared)[0]
    places = _places([example.used, *example.others], words)
    about = {
        "count": len(shared),
        "example": _named(example, words),
        "places": ", ".join(places),
        "figures": words.text("services_differ", count=len(differing), used=places[0])
        if differing
        else words.text("services_alike"),
    }
    file = example.used[0] if len({file for file, _ in [example.used, *example.others]}) == 1 else ""
    return Issue("services_in_several", Place(file, words.sheet(Services.name)), details=about)


def _named(shared: Shared, words: Words) -> str:
    line = shared.line
    element = words.show(Services.ELEMENT, str(line[Services.ELEMENT]))
    parties = " \u2192 ".join(str(line[party] or "\u2013") for party in (Services.PURCHASER, Services.PROVIDER))
    return f"{line[Services.SERVICE]} ({element}), {parties}"


def _places(sources: Sequence[tuple[str, str]], words: Words) -> list[str]:
    """Where a line stands: the workbooks, or in one workbook its centres."""
    files = list(dict.fromkeys(file for file, _ in sources))
    return files if len(files) > 1 else [words.text("services_of", centre=centre) for _, centre in sources]
