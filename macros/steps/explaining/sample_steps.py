"""Steps about a sample: the interval of Wilson, worked out."""

from collections.abc import Iterator

from macros.steps.explaining.step import Step
from macros.steps.explaining.subject import Subject, put
from schemas.codes import Unit
from schemas.fields import Field
from schemas.measures import HUNDRED_PER_CENT
from schemas.parameters import SAMPLE_CONFIDENCE
from schemas.tables import Goals, Results
from udfs.forecasting.distributions import normal_quantile
from udfs.goals.samples import wilson


def sample_steps(about: Subject) -> Iterator[Step]:
    """The lower and the upper end of a sample's interval."""
    for field, at in ((Results.SAMPLE_LOW, 0), (Results.SAMPLE_HIGH, 1)):
        if about.has(field):
            yield _end(about, field, at)


def _end(about: Subject, field: Field, at: int) -> Step:
    parameter = about.parameter(SAMPLE_CONFIDENCE)
    inputs = [*about.cells(Goals.SAMPLE), *parameter]
    uses = [Results.RESULT]
    confidence = next((each.value for each in parameter if isinstance(each.value, float)), None)
    counted = about.seen.counted
    if confidence is None or not counted or not all(each.has_parts for each in counted):
        return about.step(field, about.text("explain_sample_range"), uses=uses, inputs=inputs)
    number, cases = sum(each.numerator for each in counted), sum(each.denominator for each in counted)
    scale = HUNDRED_PER_CENT if about.row[Results.UNIT] == Unit.PCT else 1.0
    if not about.close(float(wilson([number], [cases], confidence)[at][0]) * scale, field):
        # A figure of the sample is hidden: the interval reaches over all that it may be.
        return about.step(field, about.text("explain_sample_hidden"), uses=uses, inputs=inputs)
    words = about.words
    normal = float(normal_quantile((1.0 + confidence) / 2.0))
    of, times = (put(each, words) for each in (cases, normal**2))
    share = f"{put(number, words)} / {of}"
    sign = "+" if at else "-"
    root = f"√({times} × ({share} × (1 - {share}) + {times} / (4 × {of})) / {of})"
    worked = f"({share} + {times} / (2 × {of}) {sign} {root}) / (1 + {times} / {of}) × {scale:.0f}"
    note = about.text(
        "explain_sample_normal", normal=words.number(round(normal, 6)), square=times,
        confidence=words.number(confidence * HUNDRED_PER_CENT),
    )  # fmt: skip
    return about.step(field, about.text("explain_sample"), worked, uses=uses, inputs=inputs, notes=[note])
