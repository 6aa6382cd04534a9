"""Steps about what the pictures show: how far ahead of the target, each month against its own, the natural limits."""

from collections.abc import Iterator, Sequence

from macros.steps.explaining.material import sources
from macros.steps.explaining.step import Step
from macros.steps.explaining.subject import Subject
from schemas.codes import Unit
from schemas.fields import Field
from schemas.measures import HUNDRED_PER_CENT
from schemas.tables import AHEAD_MONTHS, Results
from workbook.present import amount


def picture_steps(about: Subject) -> Iterator[Step]:
    """Shares of the target and natural limits."""
    for field, made_of in (
        (Results.AHEAD, (Results.RESULT, Results.TARGET_TO_DATE, Results.TARGET_TO_DATE_MAX)),
        (Results.FORECAST_AHEAD, (Results.FORECAST, Results.TARGET, Results.TARGET_MAX)),
    ):
        if about.has(field):
            yield _share(about, field, "explain_ahead", made_of)
    for name in AHEAD_MONTHS:
        if about.has(name):
            is_line = name == Results.AHEAD_LINE
            key = "explain_ahead_line" if is_line else "explain_ahead_month"
            yield _share(about, Results.fields[Results.fields.index(name)], key, (Results.RESULT, Results.TARGET))
    known: list[Field] = [field for field in (Results.NATURAL_LOW, Results.NATURAL_HIGH) if about.has(field)]
    inputs = sources(each.inputs for each in (*about.seen.last_year, *about.seen.counted))
    for field in known:
        yield about.step(field, about.text("explain_natural"), uses=[Results.RESULT], inputs=inputs)
    if about.has(Results.STABILITY):
        yield about.step(Results.STABILITY, about.text("explain_stability"), uses=known)


def _share(about: Subject, field: Field, key: str, made_of: Sequence[Field]) -> Step:
    value = about.figure(field)
    shown = amount(value * HUNDRED_PER_CENT, Unit.PCT, about.words)
    uses = [each for each in made_of if about.has(each)]
    return Step(str(field), about.words.title(Results, field), value, shown, about.text(key), uses=uses)
