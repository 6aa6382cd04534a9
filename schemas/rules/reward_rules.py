"""Rules of the reward's basis and of its approval."""

from schemas.rules.row_rules import RowRule

REWARD_BASIS_RULES: tuple[RowRule, ...] = ()
REWARD_DECISION_RULES: tuple[RowRule, ...] = ()
