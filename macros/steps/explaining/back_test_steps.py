"""Steps about the same forecasts as of a year ago, and what came: the months of then, each with its cell."""

from collections.abc import Iterator, Sequence

from macros.steps.explaining.figure import Figure
from macros.steps.explaining.material import sources
from macros.steps.explaining.step import Input, Step
from macros.steps.explaining.subject import Subject, summed_up
from schemas.codes import Light, Summary, YearProfile
from schemas.fields import Field
from schemas.tables import Results


def back_test_steps(about: Subject) -> Iterator[Step]:
    """What would have been forecast at the same time last year, what came, and the light of then."""
    ahead = about.seen.ahead
    tested = sources(each.inputs for each in ahead.tested) if ahead is not None else []
    if about.has(Results.BACKTEST):
        notes = [about.text("explain_back_test_targets")]
        yield about.step(Results.BACKTEST, about.text("explain_back_test"), inputs=tested, notes=notes)
    then = ahead.then if ahead is not None else []
    if about.has(Results.BACKTEST_RUN_RATE):
        yield _run_rate(about, then)
    if about.has(Results.BACKTEST_SEASONAL):
        yield about.step(Results.BACKTEST_SEASONAL, about.text("explain_back_test_seasonal"), inputs=tested)
    if about.has(Results.BACKTEST_CAME):
        yield _came(about)
    told: list[Field] = [
        field for field in (Results.BACKTEST, Results.BACKTEST_CAME, Results.TARGET) if about.has(field)
    ]
    if about.has(Results.BACKTEST_LIGHT):
        yield _light(about, told)
    if about.has(Results.BACKTEST_MET):
        shown = about.words.show(Results.BACKTEST_MET, str(about.row[Results.BACKTEST_MET]))
        yield _code(about, Results.BACKTEST_MET, shown, "explain_back_test_met", told[1:])
    if about.has(Results.SHOWN_BACKTEST):
        is_tested = about.has(Results.BACKTEST)
        key = "explain_back_test_shown" if is_tested else "explain_back_test_early"
        uses = told if is_tested else [Results.BASED_ON_MONTHS]
        yield about.step(Results.SHOWN_BACKTEST, about.text(key), uses=uses)


def _code(about: Subject, field: Field, shown: str, key: str, uses: Sequence[Field]) -> Step:
    return Step(str(field), about.words.title(Results, field), str(about.row[field]), shown, about.text(key), uses=uses)


def _light(about: Subject, uses: Sequence[Field]) -> Step:
    shown = about.words.light(Light(about.row[Results.BACKTEST_LIGHT]))
    return _code(about, Results.BACKTEST_LIGHT, shown, "explain_back_test_light", uses)


def _run_rate(about: Subject, then: Sequence[Figure]) -> Step:
    """Last year so far, carried to its end."""
    field, inputs = Results.BACKTEST_RUN_RATE, sources(each.inputs for each in then)
    is_stock = about.summary == Summary.LAST and about.row.get(Results.PROFILE) == YearProfile.PATH
    if is_stock or not then:
        return about.step(field, about.text("explain_back_test_stock"), inputs=inputs)
    _, worked = summed_up(then, about.summary, str(about.row[Results.UNIT]), about.words)
    if about.summary == Summary.SUM:
        months = sum(int(each.period.grain) for each in then)
        span = f"{about.figure(Results.MONTHS_OF_GOAL):.0f}"
        worked = f"({worked}) × {span} / {months}"
        outcome = sum(each.value for each in then) * about.figure(Results.MONTHS_OF_GOAL) / months
        # A natural bound stops it: then the formula is told without its figures.
        worked = worked if about.close(outcome, field) else ""
        return about.step(field, about.text("explain_back_test_sum"), worked, inputs=inputs)
    return about.step(field, about.text("explain_back_test_level"), worked, inputs=inputs)


def _came(about: Subject) -> Step:
    """What last year ended at."""
    whole = about.seen.last_year
    inputs: list[Input] = sources(each.inputs for each in whole)
    if not whole:
        return about.step(Results.BACKTEST_CAME, about.text("explain_came", how="–"))
    key, worked = summed_up(whole, about.summary, str(about.row[Results.UNIT]), about.words)
    shown = inputs if about.summary != Summary.LAST else list(whole[-1].inputs)
    formula = about.text("explain_came", how=about.text(key))
    return about.step(Results.BACKTEST_CAME, formula, worked, inputs=shown)
