"""The centre that a contract's title names beside its year: ``Resultatkontrakt 2026 – Jobcenter Nord``."""

import re

from schemas.text.printed_words import lexicon

_BETWEEN = re.compile(r"\s[-\u2013\u2014]\s|[:;|,]|\s(?:for|of)\s|(?<!\d)(?:19|20)\d\d(?!\d)")
_CENTRE = re.compile(r"cent(?:er|re)\b", re.IGNORECASE)
_LONGEST = 60
"""Letters of a centre's name; what is longer is a sentence."""


def centre_of_title(text: str) -> str:
    """The one centre of a title; empty where it names none, or several.

    Args:
        text: A line that names the contract and its year.
    """
    contract = lexicon("contract")["words"]
    parts = [part.strip(" .\t\u2013\u2014-()") for part in _BETWEEN.split(text)]
    named = {
        part
        for part in parts
        if _CENTRE.search(part) and part[:1].isupper() and not any(word in part.casefold() for word in contract)
    }
    return name if len(named) == 1 and len(name := named.pop()) <= _LONGEST else ""
