"""Rules of the reward's approval.

What is wrong with the basis stops the reward and nothing else: it is told where the reward is computed.
"""

from schemas.rules.row_rules import RowRule
from schemas.tables import RewardDecisions

REWARD_DECISION_RULES: tuple[RowRule, ...] = (
    RowRule(
        "reward_half_approved",
        RewardDecisions.APPROVED_ON,
        lambda frame, _: frame[RewardDecisions.APPROVED_BY].notna() != frame[RewardDecisions.APPROVED_ON].notna(),
    ),
    RowRule("reward_negative_activity", RewardDecisions.ACTIVITY, lambda frame, _: frame[RewardDecisions.ACTIVITY] < 0),
)
