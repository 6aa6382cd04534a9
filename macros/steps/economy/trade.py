"""Purchaser and provider: the same services as each sees them, and what they cost the administration."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from macros.steps.economy.services import of_year
from schemas.codes import YesNo
from schemas.economy_codes import TradeLine
from schemas.frames import Record
from schemas.reading import frame_of
from schemas.service_pairs import Parties, is_own
from schemas.tables import Services, Trade
from schemas.words.vocabulary import Words, text_key
from udfs.economy.service_columns import name_numbers, service_lines
from udfs.economy.trade import TradeLines, TradeSums, trade_lines, trade_sums


def trade(services: pd.DataFrame, own: Parties, year: int, words: Words) -> pd.DataFrame:
    """The same services as purchaser and provider see them.

    Args:
        services: The service catalogue of one centre, or of all.
        own: The administration's own parties; every other provider is an external one.
        year: The contract year.
        words: The language of notes.

    Returns:
        A line a pair, then the sums of each purchaser and provider, then the administration's.
    """
    counted = of_year(services, year)
    lines = service_lines(counted)
    known = {**own} | {text_key(str(centre)): () for centre in counted[Services.CENTRE].unique()}
    providers, distinct = pd.factorize(counted[Services.PROVIDER].to_numpy(dtype=object))
    owned = np.array([*(is_own(str(name), known) for name in distinct), False], dtype=np.bool_)[providers]
    purchaser = name_numbers(counted[Services.PURCHASER])
    found = trade_lines(lines, purchaser, owned)
    if not found.has_parties.any():
        return frame_of(Trade, [])
    kinds = (
        (TradeLine.PAIR, trade_sums(found, purchaser, lines.provider)),
        (TradeLine.PURCHASER, trade_sums(found, purchaser)),
        (TradeLine.PROVIDER, trade_sums(found, lines.provider)),
        (TradeLine.TOTAL, trade_sums(found)),
    )
    return frame_of(Trade, [row for kind, sums in kinds for row in _rows(kind, sums, counted, found, words)])


def _rows(
    kind: TradeLine, sums: TradeSums, services: pd.DataFrame, found: TradeLines, words: Words
) -> Sequence[Record]:
    names = {column: services[column].to_numpy(dtype=object) for column in (Services.PURCHASER, Services.PROVIDER)}
    rows = []
    for place, first in enumerate(sums.first.tolist()):
        row: Record = {Trade.LINE: kind, Trade.NOTE: _note(kind, sums, place, found, words)}
        if kind in {TradeLine.PAIR, TradeLine.PURCHASER}:
            row[Trade.PURCHASER] = names[Services.PURCHASER][first]
        if kind in {TradeLine.PAIR, TradeLine.PROVIDER}:
            row[Trade.PROVIDER] = names[Services.PROVIDER][first]
            row[Trade.IS_INTERNAL] = YesNo.YES if found.is_own[first] else YesNo.NO
        rows.append(row | _amounts(sums, place))
    return rows


def _amounts(sums: TradeSums, place: int) -> Record:
    """What counts; without an own provider among it there is neither income nor result, and that is not 0."""
    if not sums.counted[place]:
        return {}
    purchase, income, cost, result = (int(each[place]) for each in (sums.purchase, sums.income, sums.cost, sums.result))
    own: Record = {Trade.INCOME: income, Trade.PROVIDER_RESULT: result} if sums.has_own[place] else {}
    return {Trade.PURCHASE: purchase, **own, Trade.COST: cost, Trade.NET: purchase - result}


def _note(kind: TradeLine, sums: TradeSums, place: int, found: TradeLines, words: Words) -> str | None:
    lines, lacking = int(sums.lines[place]), int(sums.lines[place] - sums.counted[place])
    texts = [words.text("trade_lacks", count=lacking, lines=lines)] if lacking else []
    nobody = int((~found.has_parties).sum())
    if kind is TradeLine.TOTAL and nobody:
        texts.append(words.text("trade_without_party", count=nobody))
    return ". ".join(texts) or None
