"""What is said of a goal's figures in the report: where it stands, where its year goes, and who judges otherwise.

Each sentence is chosen by the situation and says no more than the figures do: without a forecast nothing is expected,
without a target to date nothing is ahead or behind.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.codes import Light, Rule, ShowAs, Summary, Verdict, YearProfile, YesNo
from schemas.frames import Record, is_missing
from schemas.tables import Goals, Results
from schemas.text.part_of_year import is_of_unknown_part
from schemas.why import Why
from schemas.words.vocabulary import Words
from workbook.documents.prose.assessments import is_otherwise
from workbook.documents.prose.reasons import Grounds, as_shown, between, distance_text
from workbook.documents.prose.shown_figures import Shown, has_forecast
from workbook.present import telling_shares

_NOISE = 1e-9


@dataclass(frozen=True)
class Standing:
    """A goal of which sentences are written.

    Args:
        goal: Its line of the contract.
        shown: Its figures as the table beside the sentences prints them.
        centre: Whose goal it is.
    """

    goal: Record
    shown: Shown
    centre: str

    @property
    def row(self) -> Record:
        """Its line of the results."""
        return self.shown.row

    @property
    def is_met_to_date(self) -> bool | None:
        """Whether the result meets what is due to date; None where that is not known."""
        row = self.row
        if is_missing(row[Results.RESULT]):
            return None
        if row[Results.RULE] == Rule.MILESTONE:
            return bool(row[Results.RESULT] >= 1)
        if is_missing(row[Results.DIFFERENCE]):
            return None
        return bool(abs(row[Results.DIFFERENCE]) < _NOISE or row[Results.FAVOURABLE] == YesNo.YES)

    @property
    def is_change(self) -> bool:
        """Whether its figures are the change on its baseline."""
        return bool(self.goal[Goals.SHOW_AS] == ShowAs.CHANGE)


def listed(items: Sequence[str], words: Words) -> str:
    """Names in a row: ``A, B og C``."""
    if len(items) < 2:  # noqa: PLR2004  two are the fewest that need an "and"
        return "".join(items)
    return f"{', '.join(items[:-1])} {words.text('report_and')} {items[-1]}"


def lights_counted(lights: Sequence[Light], words: Words) -> str:
    """How many goals have each light, the worst first: ``◆ 14 røde, ▲ 8 gule og ● 25 grønne``."""
    told = []
    for light in (Light.RED, Light.YELLOW, Light.GREEN, Light.NONE):
        count = lights.count(light)
        key = f"report_count_{light.value}{'_one' if count == 1 else ''}"
        told += [words.text(key, symbol=words.symbol(light), count=count)] if count else []
    return listed(told, words)


def about_one(standing: Standing, words: Words) -> str:
    """A goal's result against what is due, in a sentence."""
    shown, row = standing.shown, standing.row
    told = {
        "centre": standing.centre,
        "result": shown.said(shown.result),
        "target": shown.said(shown.target),
        "away": shown.said(_away(shown)),
    }
    if shown.is_masked:
        return words.text("report_one_masked", **told)
    if is_missing(row[Results.RESULT]):
        return words.text("report_one_no_data", **told)
    if row[Results.RULE] == Rule.MILESTONE:
        return words.text("report_one_reached" if standing.is_met_to_date else "report_one_not_reached", **told)
    if is_missing(row[Results.DIFFERENCE]):
        return words.text("report_one_no_target", **told)
    return words.text(f"report_one_{_side(standing)}", **told, **_bounds(standing))


def _away(shown: Shown) -> str:
    """How far the result is from its target, without a sign."""
    value = shown.row[Results.SHOWN_DIFFERENCE]
    return "–" if is_missing(value) else shown.figure(abs(value), sign=True).lstrip("+−")


def _bounds(standing: Standing) -> dict[str, str]:
    bounds = standing.shown.bounds
    if bounds is None:
        return {}
    shown = standing.shown
    low, high = (shown.said(shown.figure(abs(each), sign=True).lstrip("+−")) for each in bounds)
    return {"low": low, "high": high}


def _side(standing: Standing) -> str:
    row, bounds = standing.row, standing.shown.bounds
    if row[Results.RULE] == Rule.BAND:
        return "within" if bounds is None else "below" if bounds[0] < 0 else "above"
    if abs(row[Results.SHOWN_DIFFERENCE]) < _NOISE:
        return "equal"
    met = "ahead" if standing.is_met_to_date else "behind"
    if standing.is_change:
        return f"change_{met}"
    return f"{'most' if row[Results.RULE] == Rule.AT_MOST else 'least'}_{met}"


def about_several(standings: Sequence[Standing], words: Words) -> str:
    """One goal of several centres: who meets it to date, who does not and by how much, who has no figures."""
    met = [each.centre for each in standings if not each.shown.is_masked and each.is_met_to_date]
    missed = [each for each in standings if not each.shown.is_masked and each.is_met_to_date is False]
    silent = [each.centre for each in standings if not each.shown.is_masked and is_missing(each.row[Results.RESULT])]
    masked = [each.centre for each in standings if each.shown.is_masked]
    known = len(met) + len(missed)
    sentences = []
    if known:
        key = "report_none_met" if not met else "report_some_met"
        if not missed:
            key = "report_both_met" if known == len(standings) == 2 else "report_all_met"  # noqa: PLR2004  two are both
        sentences.append(words.text(key, met=len(met), known=known, centres=listed(met, words)))
    if missed:
        named = [f"{each.centre} ({each.shown.said(each.shown.difference)})" for each in missed]
        sentences.append(words.text("report_missed", centres=listed(named, words)))
    if silent:
        sentences.append(words.text("report_silent", centres=listed(silent, words)))
    if masked:
        sentences.append(words.text("report_masked", centres=listed(masked, words)))
    return " ".join(sentences)


def outlook(standing: Standing, words: Words) -> list[str]:
    """Where the year goes, what its rest requires, and what the computed light rests on: of an open goal only."""
    row = standing.row
    if is_missing(row[Results.RESULT]) or standing.shown.is_masked or row[Results.RULE] == Rule.MILESTONE:
        return []
    if row[Results.IMPOSSIBLE] == YesNo.YES:
        needed = required_level(standing, words)
        key = "report_impossible" if needed else "report_impossible_plain"
        return [words.text(key, target=_year_target(standing), required=needed)]
    if row[Results.VERDICT] == Verdict.MET:
        return [words.text("report_met_already", target=_year_target(standing))]
    if row[Results.VERDICT] == Verdict.NOT_MET:
        return [words.text("report_out_of_reach", target=_year_target(standing))]
    return [each for each in (_expected(standing, words), _rest(standing, words), _why(standing, words)) if each]


def verdict(standing: Standing, words: Words) -> str:
    """Whether the year's target was met, of a year that is over."""
    return words.text(f"report_verdict_{standing.row[Results.VERDICT] or Verdict.OPEN}")


def _year_target(standing: Standing) -> str:
    return standing.shown.said(standing.shown.year_target)


def _expected(standing: Standing, words: Words) -> str:
    row = standing.row
    if not has_forecast(row):
        return ""
    chance, _ = telling_shares(row[Results.CHANCE], row[Results.YELLOW_CHANCE], words)
    return words.text(
        "report_expected",
        forecast=standing.shown.said(standing.shown.forecast),
        between=between(row, words),
        target=_year_target(standing),
        chance=chance,
    )


def required_level(standing: Standing, words: Words) -> str:
    """The level that the rest of the year requires, where it says more than the target does."""
    row, shown = standing.row, standing.shown
    low, high = row[Results.SHOWN_REQUIRED], row[Results.SHOWN_REQUIRED_MAX]
    is_last = row[Results.SUMMARY] == Summary.LAST
    if is_missing(low) or not math.isfinite(low) or (is_last and row[Results.PROFILE] != YearProfile.PATH):
        return ""
    text = shown.figure(low)
    if not is_missing(high) and math.isfinite(high):
        text = f"{text.removesuffix(' %')}–{shown.figure(high)}"
    text = shown.said(text)
    if is_last:
        return words.text("required_change", required=shown.said(shown.figure(low, sign=True)))
    return words.text("required_a_month", required=text) if row[Results.SUMMARY] == Summary.SUM else text


def _rest(standing: Standing, words: Words) -> str:
    needed = required_level(standing, words)
    note = standing.goal.get(Goals.NOTE)
    if not needed or needed == _year_target(standing) or is_of_unknown_part("" if is_missing(note) else str(note)):
        return ""  # of a target that may be the quarter's nobody can say what the year's rest requires
    row = standing.row
    if row[Results.RULE] == Rule.BAND:
        key = "report_rest_band"
    elif standing.is_change or row[Results.SUMMARY] == Summary.LAST:
        key = "report_rest"
    else:
        key = "report_rest_most" if row[Results.RULE] == Rule.AT_MOST else "report_rest_least"
    return words.text(key, required=needed, target=_year_target(standing))


def _why(standing: Standing, words: Words) -> str:
    """What the computed light rests on: without a chance the level to date carried on, beside one what moved it."""
    row = standing.row
    light = row[Results.COMPUTED_LIGHT]
    if has_forecast(row):
        return _why_not_chance(row, words)
    if light not in (Light.RED, Light.YELLOW):
        return ""
    forecast, target, upper = (row[name] for name in (Results.FORECAST, Results.TARGET, Results.TARGET_MAX))
    if is_missing(forecast) or is_missing(target) or not _misses(forecast, target, upper, str(row[Results.RULE])):
        return words.text("report_why_behind", light=words.light(light)) if light == Light.YELLOW else ""
    if not row[Results.TOLERANCE]:
        return words.text("report_why_limit", light=words.light(light))
    shown = as_shown(row, Grounds(Why.MISSES_FAR, is_change=standing.is_change), row[Results.TOLERANCE] * abs(target))
    tolerance = standing.shown.said(distance_text(row, shown, words))
    return words.text(f"report_why_{light}", light=words.light(light), tolerance=tolerance)


def _why_not_chance(row: Record, words: Words) -> str:
    """Why a light is another than its chance alone gives: it is held from last month, or the result is far behind."""
    light = Light(row[Results.COMPUTED_LIGHT])
    if row[Results.IS_HELD] == YesNo.YES:
        return words.text("report_why_held", light=words.light(light))
    border = row[Results.YELLOW_CHANCE]
    is_behind = light == Light.YELLOW and not is_missing(border) and row[Results.CHANCE] >= border
    return words.text("report_why_behind_far", light=words.light(light)) if is_behind else ""


def _misses(value: float, low: float, high: float | None, rule: str) -> bool:
    if rule == Rule.AT_MOST:
        return value > low + _NOISE
    return value < low - _NOISE or (rule == Rule.BAND and not is_missing(high) and value > (high or 0) + _NOISE)


def judged(standing: Standing, words: Words) -> str:
    """A person's assessment of the light, with reason, author and day; blank where there is none."""
    row = standing.row
    if is_missing(row[Results.ASSESSMENT]):
        return ""
    reason = " ".join(str(row[Results.ASSESSMENT_REASON] or "").split()).rstrip(" .")
    return words.text(
        "report_judged_otherwise" if is_otherwise(row) else "report_judged_alike",
        light=words.light(Light(row[Results.ASSESSMENT])),
        computed=words.light(Light(row[Results.COMPUTED_LIGHT])),
        reason=reason,
        by=row[Results.ASSESSED_BY],
        day="–" if is_missing(row[Results.ASSESSED_ON]) else words.day(row[Results.ASSESSED_ON]),
    )
