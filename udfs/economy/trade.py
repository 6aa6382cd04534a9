"""Purchaser and provider: what each line of the catalogue costs the one, brings the other, and costs the whole.

Source: the steering model of 2006 (the purchaser-provider model).
"""

from dataclasses import dataclass

import numpy as np

from udfs.economy.exact import Places, Wholes, sums
from udfs.economy.services import ServiceLines, numbered
from udfs.goals.arrays import Flags


@dataclass(frozen=True)
class TradeLines:
    """Lines as purchaser and provider see them, in whole øre; 0 where a line does not count.

    Purchase - the own provider's result = cost: internal trade nets out.

    Args:
        counted: The lines with both parties and the figures that their trade needs.
        has_parties: The lines with both parties.
        is_own: The lines whose provider is one of the administration's own.
        purchase: What the purchaser pays: an own provider the catalogue's price, another what it cost.
        income: What an own provider gets.
        cost: What it cost.
    """

    counted: Flags
    has_parties: Flags
    is_own: Flags
    purchase: Wholes
    income: Wholes
    cost: Wholes


@dataclass(frozen=True)
class TradeSums:
    """Groups of trade.

    Args:
        first: The first line of each group.
        lines: How many lines it has.
        counted: How many of them count.
        has_own: Where an own provider's line counts.
        purchase: The sum of purchases, in ``øre``.
        income: Of own providers' income.
        cost: Of costs.
    """

    first: Places
    lines: Wholes
    counted: Wholes
    has_own: Flags
    purchase: Wholes
    income: Wholes
    cost: Wholes

    @property
    def result(self) -> Wholes:
        """The own providers' result: income less what their lines cost, which is purchase less cost."""
        return self.purchase - self.cost


def trade_lines(lines: ServiceLines, purchaser: Places, is_own: Flags) -> TradeLines:
    """What each line is to purchaser and provider.

    Args:
        lines: The catalogue.
        purchaser: The number of each line's purchaser; a blank one is -1.
        is_own: The lines whose provider is one of the administration's own.
    """
    has_parties = (purchaser >= 0) & (lines.provider >= 0)
    has_income = lines.has_price & ~np.isnan(lines.actual)
    counted = has_parties & lines.has_cost & (has_income | ~is_own)
    cost = np.where(counted, lines.cost, 0)
    income = np.where(counted & is_own, lines.at_price, 0)
    return TradeLines(counted, has_parties, is_own, np.where(is_own, income, cost), income, cost)


def trade_sums(trade: TradeLines, *columns: Places) -> TradeSums:
    """The sums of the lines with both parties that are alike in these columns; without columns, of all of them.

    Args:
        trade: The lines.
        columns: The numbers of purchasers or providers.
    """
    kept = np.flatnonzero(trade.has_parties)
    none = np.zeros(len(kept), dtype=np.intp)
    groups, count = numbered(*(column[kept] for column in columns) if columns else (none,))
    counted, own = trade.counted[kept], trade.is_own[kept]
    first = np.zeros(count, dtype=np.intp)
    first[groups[::-1]] = kept[::-1]
    purchase, income, cost = (sums(each[kept], groups, count) for each in (trade.purchase, trade.income, trade.cost))
    return TradeSums(
        first=first,
        lines=np.bincount(groups, minlength=count),
        counted=np.bincount(groups[counted], minlength=count),
        has_own=np.bincount(groups[counted & own], minlength=count) > 0,
        purchase=purchase,
        income=income,
        cost=cost,
    )
