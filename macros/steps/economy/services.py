"""The follow-up of services: variances, unit costs, and purchaser and provider."""

from collections.abc import Collection

import pandas as pd

from macros.steps.economy.found import Found
from schemas.issues.issue import Place
from schemas.reading import empty
from schemas.tables import ServiceVariances, Trade
from schemas.words.vocabulary import Words


def service_variances(services: pd.DataFrame, place: Place, words: Words) -> Found:
    """Budget, cost and what their deviation is made of, on every level.

    Args:
        services: The service catalogue of one centre, or of all.
        place: Its sheet, for findings.
        words: The language of notes.
    """
    return Found(empty(ServiceVariances))


def trade(services: pd.DataFrame, own: Collection[str], words: Words) -> pd.DataFrame:
    """The same services as purchaser and provider see them.

    Args:
        services: The service catalogue.
        own: The administration's own centres and groups; every other provider is an external one.
        words: The language.
    """
    return empty(Trade)
