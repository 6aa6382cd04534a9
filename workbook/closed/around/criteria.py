"""The criteria of filters, in a table's part or in a sheet's."""

import re

_FILTER = re.compile(
    rb"<(?P<p>(?:\w+:)?)filterColumn\b(?P<attributes>[^>]*?)(?<!/)>(?P<inner>.*?)</(?P=p)filterColumn>", re.DOTALL
)
_OWN = re.compile(rb"<(?:\w+:)?autoFilter\b[^>]*(?<!/)>.*?</(?:\w+:)?autoFilter>", re.DOTALL)
_BUTTON = re.compile(rb"\b(?:hiddenButton|showButton)\s*=")


def without_criteria(part: bytes) -> bytes:
    """A table or sheet part whose filters let every row through; columns without a button stay so."""

    def one(match: re.Match[bytes]) -> bytes:
        if _BUTTON.search(match["attributes"]):
            return b"<%sfilterColumn%s/>" % (match["p"], match["attributes"])
        return b""

    return _OWN.sub(lambda found: _FILTER.sub(one, found[0]), part)


def has_criteria(part: bytes) -> bool:
    """Whether a table or sheet part has a filter that may hide rows."""
    return any(_FILTER.search(found[0]) for found in _OWN.finditer(part))
