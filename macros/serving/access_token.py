"""The token that a server asks for which other machines can reach."""

import secrets

VARIABLE = "RESULTATKONTRAKT_TOKEN"
_SCHEME = "Bearer "


def fits(given: str, expected: str) -> bool:
    """Whether a request's ``Authorization`` is the token; an empty one lets nobody in."""
    token = given.removeprefix(_SCHEME).strip()
    return bool(expected) and secrets.compare_digest(token.encode(), expected.encode())
