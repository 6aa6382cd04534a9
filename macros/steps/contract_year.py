"""What results are computed from: a contract's tables, and the same as columns for the arithmetic."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from macros.steps.hidden import Possible
from macros.steps.observed import all_observations
from schemas.codes import Summary
from schemas.measures import BY_UNITS, Catalogue
from schemas.parameters import FAR_CHANCE, LIGHT_HOLD, RED_CHANCE, SAMPLE_CONFIDENCE, YELLOW_CHANCE, shipped, usual
from schemas.tables import Goals
from udfs.forecasting.outlook import Learned, nothing_learned
from udfs.goals.arrays import codes
from udfs.goals.asked import forecasted, whole_years
from udfs.goals.contract_year import ContractYear
from udfs.goals.goal_columns import goal_columns, matched, ratio_scale
from udfs.goals.lights import LightRule
from udfs.goals.measures import with_values
from udfs.goals.validity import validity
from udfs.goals.year import Baselines, baselines


def light_rule(parameters: Mapping[str, float]) -> LightRule:
    """The borders between lights, by the parameters in force."""
    return LightRule(*(parameters[name] for name in (RED_CHANCE, FAR_CHANCE, YELLOW_CHANCE, LIGHT_HOLD)))


@dataclass(frozen=True)
class Inputs:
    """What results are computed from.

    Args:
        goals: The contract register.
        observations: Validated observations.
        budget_lines: Validated budget lines.
        tolerance: The default tolerance.
        year: The contract year.
        file: The workbook's name, for findings.
        catalogue: What the figures of the measures may be.
        lights: The borders between lights.
        learned: What is known beforehand of how series move.
        confidence: Of the intervals of samples.
        hidden: The observations with what they hide filled in, where that is known otherwise (of totals).
    """

    goals: pd.DataFrame
    observations: pd.DataFrame
    budget_lines: pd.DataFrame
    tolerance: float
    year: int
    file: str = ""
    catalogue: Catalogue = BY_UNITS
    lights: LightRule = field(default_factory=lambda: light_rule(shipped()))
    learned: Learned = field(default_factory=nothing_learned)
    confidence: float = field(default_factory=lambda: usual(SAMPLE_CONFIDENCE))
    hidden: Possible | None = None


@dataclass(frozen=True)
class Prepared:
    """A contract ready to be judged.

    Args:
        baselines: The baseline of each line.
        contract: The lines as columns.
    """

    baselines: Baselines
    contract: ContractYear


def prepared(inputs: Inputs, goals: pd.DataFrame) -> Prepared:
    """Lines of the contract with their observations, as columns.

    Args:
        inputs: What results are computed from.
        goals: Lines of the register, numbered from 0: those in force, or versions beside them.
    """
    summary, scale = codes(goals[Goals.SUMMARY], Summary), ratio_scale(goals)
    found = matched(goals, all_observations(inputs.observations, inputs.budget_lines))
    observed = with_values(found, scale)
    base = baselines(goals, observed, summary, scale)
    months = validity(inputs.goals, goals, inputs.year)
    facts = [inputs.catalogue.facts(*pair) for pair in zip(goals[Goals.MEASURE], goals[Goals.UNIT], strict=True)]
    natural = [(each.lower, each.upper) for each in facts]
    columns = goal_columns(goals, base.value, inputs.tolerance, months.span, natural)
    contract = ContractYear(
        observed=observed,
        goals=columns,
        asked=forecasted(goals, columns, scale, months, facts),
        earlier_baseline=baselines(goals, observed, summary, scale, years_before=1).value,
        is_whole=whole_years(goals, summary, observed),
        year=inputs.year,
        rule=inputs.lights,
        learned=inputs.learned,
    )
    return Prepared(base, contract)
