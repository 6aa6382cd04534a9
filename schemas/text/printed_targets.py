"""A contract's target as it is printed: the fields of a goal that its sentence tells for certain, and no others.

Sources of the sentences: the contracts of 2009 (section 3) and of 2011 (section 2.2).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from schemas.codes import Basis, Rule, Unit
from schemas.text.periods import Period
from schemas.text.printed_words import Token, is_kind, lexicon, said_yes, token_at, tokens
from schemas.text.values import Decimal

_FILLERS = 2
"""Words that may stand between *at least* and its figure: at least make up 125."""
_SIGNS = "+-\u2212\u2013"
_NEAR = 4
"""Tokens before a verb in which a word still goes with it: may at most rise by."""


@dataclass(frozen=True)
class Printed:
    """What a text tells for certain of a goal's target; None for what it does not tell.

    Args:
        rule: Which side is good.
        basis: A level, or a change.
        target: The figure, with its sign.
        target_max: The upper bound of a band.
        unit: The unit of the goal's figures; of a change in per cent that of the baseline.
        baseline_period: What it is compared with.
        baseline: The figure then.
        second: The other figure of a text that names two (*3 and 1 per cent respectively*).
        changes: The text speaks of a rise or a fall.
        doubt: Why nothing was taken, as a key of the vocabulary; empty where something was.
    """

    rule: Rule | None = None
    basis: Basis | None = None
    target: float | None = None
    target_max: float | None = None
    unit: Unit | None = None
    baseline_period: Period | None = None
    baseline: float | None = None
    second: float | None = None
    changes: bool = False
    doubt: str = ""

    @property
    def says_target(self) -> bool:
        """Whether the text tells what is to be reached."""
        return self.target is not None or self.basis is Basis.MAINTAIN


@dataclass(frozen=True)
class _Sentence:
    told: list[Token]
    year: int | None
    figures: list[int] = field(default_factory=list)
    end: int | None = None
    """Where it begins to say what its figure corresponds to."""

    def kinds(self, start: int, end: int) -> list[str]:
        return [each.kind for each in self.told[max(0, start) : end]]


def read_printed(text: str, decimal: Decimal, year: int | None, is_cell: bool = False) -> Printed:
    """Read a sentence, or what stands in the column of targets.

    Args:
        text: As printed: ``mindst 95 pct.``, ``fald på 5,5 % i forhold til ultimo 2008``, a whole sentence.
        decimal: The decimal sign of the document.
        year: The contract year, which no baseline lies in.
        is_cell: It stands in a cell of its own: a bare percentage there may be a level or a change.
    """
    if is_cell and said_yes(text):
        return Printed(Rule.MILESTONE, Basis.ABSOLUTE, 1.0, unit=Unit.YES_NO)
    told = tokens(text, decimal)
    figures = [at for at, each in enumerate(told) if each.kind in {"figure", "band"}]
    # What a figure corresponds to (a rise of 2.5 per cent) explains the target, and is none.
    explained = next((at for at, each in enumerate(told) if each.kind == "EQUAL" and figures and at > figures[0]), None)
    sentence = _Sentence(told, year, [at for at in figures if explained is None or at < explained], explained)
    changes = any(each.kind in {"DOWN", "UP"} for each in told[:explained])
    found = _target(sentence, changes, is_cell)
    found = replace(found, changes=changes)
    if not found.says_target:
        return found
    told_of = _with_baseline(found, sentence)
    return told_of if _tells_all(told_of, sentence) else Printed(changes=changes, doubt="register_why_two_figures")


def _tells_all(found: Printed, sentence: _Sentence) -> bool:
    """Whether each figure has its place; one that has none may be a second target, or the baseline."""
    known = {abs(each) for each in (found.target, found.target_max, found.second, found.baseline) if each is not None}
    return all(abs(sentence.told[at].value or 0.0) in known for at in sentence.figures)


def _target(sentence: _Sentence, changes: bool, is_cell: bool) -> Printed:
    if any(sentence.told[at].value is None for at in sentence.figures):
        return Printed(doubt="register_why_number")
    for attempt in (_both, _band, _to, _by, _kept):
        if (found := attempt(sentence)) is not None:
            return found
    if not sentence.figures:
        return Printed(doubt="register_why_no_figure")
    if changes:
        return Printed(doubt="register_why_change")
    found = _bounded(sentence) or _alone(sentence, is_cell)
    # 5 per cent under 2008, 95 per cent of 2008: a level that an earlier year stands beside may be a change on it.
    is_compared = any(_is_earlier(each, sentence.year) for each in sentence.told[: sentence.end])
    return Printed(doubt="register_why_change") if is_compared and found.rule is not Rule.BAND else found


def _unit_of(token: Token) -> Unit | None:
    return Unit(token.unit) if token.unit in set(Unit) else None


def _level(rule: Rule | None, token: Token) -> Printed:
    unit = _unit_of(token)
    if unit is Unit.PCT_POINT:
        return Printed(doubt="register_why_change")
    return Printed(rule, Basis.ABSOLUTE, token.value, token.upper, unit)


def _both(sentence: _Sentence) -> Printed | None:
    """``at most 3 and 1 per cent respectively``: two figures of one goal."""
    told = sentence.told
    for at, each in enumerate(told):
        first, joint, second = (token_at(told, at + step) for step in (1, 2, 3))
        if each.kind == "BOTH" and is_kind(first, "figure") and is_kind(joint, "AND") and is_kind(second, "figure"):
            rules = [kind for kind in sentence.kinds(0, at) if kind in {"MIN", "MAX"}]
            if len(set(rules)) != 1 or first.unit not in {"", second.unit}:
                return Printed(doubt="register_why_two_figures")
            rule = Rule.AT_LEAST if rules[0] == "MIN" else Rule.AT_MOST
            return replace(_level(rule, second), target=first.value, second=second.value)
    return None


def _band(sentence: _Sentence) -> Printed | None:
    """``at least 85 and at most 100 per cent``, ``85-100 %``, ``between 85 and 100 %``."""
    told, figures = sentence.told, sentence.figures
    bands = [told[at] for at in figures if told[at].kind == "band"]
    if bands:
        change = any(each.kind in {"DOWN", "UP", "KEEP"} for each in told)
        if len(figures) > 1 or change or (bands[0].upper or 0) < (bands[0].value or 0) or bands[0].upper is None:
            return Printed(doubt="register_why_band")
        return _level(Rule.BAND, bands[0])
    for at in figures:
        around = [token_at(told, at + step) for step in (-1, 1, 2, 3)]
        before, joint, rule, upper = around
        if is_kind(before, "MIN") and is_kind(joint, "AND") and is_kind(rule, "MAX") and is_kind(upper, "figure"):
            return _two_bounds(told[at], upper)
        if is_kind(before, "MIN") and is_kind(joint, "MAX") and is_kind(rule, "figure"):
            return _two_bounds(told[at], rule)
        if is_kind(before, "BETWEEN") and is_kind(joint, "AND") and is_kind(rule, "figure"):
            return _two_bounds(told[at], rule)
    return None


def _two_bounds(lower: Token, upper: Token) -> Printed:
    if lower.unit not in {"", upper.unit} or (lower.value or 0) > (upper.value or 0):
        return Printed(doubt="register_why_band")
    return replace(_level(Rule.BAND, upper), target=lower.value, target_max=upper.value)


def _to(sentence: _Sentence) -> Printed | None:
    """``brought down (from 20.4) to at most 17.3 days``."""
    told = sentence.told
    found: list[Printed] = []
    for at in sentence.figures:
        lead = at - 1 if is_kind(token_at(told, at - 1), "MIN", "MAX") else at
        verb = _verb_before(told, lead - 1, {"DOWN", "UP", "stop"})
        if not is_kind(token_at(told, lead - 1), "TO") or verb is None:
            continue
        down = told[verb].kind == "DOWN"
        said = told[lead].kind if lead < at else ""
        if said and said != ("MAX" if down else "MIN"):
            return Printed(doubt="register_why_rule")
        found.append(_of_earlier(sentence, at) or _level(Rule.AT_MOST if down else Rule.AT_LEAST, told[at]))
    return _only(found)


def _only(found: Sequence[Printed]) -> Printed | None:
    """What a text says once; where it says more, no one can tell which is meant."""
    if len(found) > 1:
        return Printed(doubt="register_why_two_figures")
    return found[0] if found else None


def _verb_before(told: Sequence[Token], end: int, kinds: set[str]) -> int | None:
    """The word of a rise or a fall that stands nearest before a place, with nothing of other kinds between."""
    at = next((back for back in range(end - 1, -1, -1) if told[back].kind in kinds), None)
    return at if at is not None and told[at].kind in {"DOWN", "UP"} else None


def _of_earlier(sentence: _Sentence, at: int) -> Printed | None:
    """``to 95 per cent of 2008``: a change, told as a level of what was."""
    after = sentence.told[at + 1 : at + 1 + _NEAR]
    is_of = sentence.told[at].unit == Unit.PCT and any(_is_earlier(each, sentence.year) for each in after)
    against = any(each.kind == "AGAINST" for each in after)
    return Printed(doubt="register_why_change") if is_of and not against else None


def _by(sentence: _Sentence) -> Printed | None:
    """``down 5.5 per cent``, ``may at most rise by 2.6 per cent``."""
    told = sentence.told
    found: list[Printed] = []
    for at in sentence.figures:
        lead = at - 1 if is_kind(token_at(told, at - 1), "MIN", "MAX") else at
        by = lead - 1 if is_kind(token_at(told, lead - 1), "BY") else lead
        verb = _verb_before(told, by, {"DOWN", "UP", "stop", "figure"})
        if is_kind(token_at(told, at + 1), "DOWN", "UP"):  # 10 per cent fewer
            verb = at + 1
        elif verb is None or (by == lead and verb != by - 1):
            continue
        near = [kind for kind in sentence.kinds(verb - _NEAR, verb) if kind in {"MIN", "MAX"}]
        found.append(_changed(sentence, at, verb, told[lead].kind if lead < at else (near[-1] if near else "")))
    against = next((at for at, each in enumerate(told) if each.kind == "AGAINST"), len(told))
    alone = sum(at < against for at in sentence.figures) <= 1
    return _only(found) if alone or not found else Printed(doubt="register_why_two_figures")


def _changed(sentence: _Sentence, at: int, verb: int, said: str) -> Printed:
    token = sentence.told[at]
    down = sentence.told[verb].kind == "DOWN"
    size = abs(token.value or 0.0)
    must = "MUST" in sentence.kinds(0, at)
    if down:
        rule: Rule | None = Rule.AT_LEAST if said == "MAX" else Rule.AT_MOST
    elif said:
        rule = Rule.AT_MOST if said == "MAX" else Rule.AT_LEAST
    else:
        rule = Rule.AT_LEAST if must and "MAY" not in sentence.kinds(0, at) else None
    unit = _unit_of(token)
    if not token.unit:
        return Printed(doubt="register_why_unit")
    basis = Basis.CHANGE_PCT if unit is Unit.PCT else Basis.CHANGE_POINTS
    own = None if unit is Unit.PCT else Unit.PCT if unit is Unit.PCT_POINT else unit
    return Printed(rule, basis, 0.0 if size == 0 else -size if down else size, unit=own)


def _kept(sentence: _Sentence) -> Printed | None:
    """``held at 3.43 per cent``: the figure is the baseline."""
    told = sentence.told
    if not any(each.kind == "KEEP" for each in told):
        return None
    if len(sentence.figures) > 1 or any(each.kind in {"DOWN", "UP"} for each in told):
        return Printed(doubt="register_why_change")
    if not sentence.figures:
        return Printed(basis=Basis.MAINTAIN)
    at = sentence.figures[0]
    # People are kept in jobs, too: it is a level that is kept where it says so, or names an earlier year.
    is_level = is_kind(token_at(told, at - 1), "BY") and is_kind(token_at(told, at - 2), "KEEP")
    is_level = is_level or any(_is_earlier(each, sentence.year) for each in told)
    if is_kind(token_at(told, at - 1), "MIN", "MAX") or not is_level:
        return Printed(doubt="register_why_change")
    return Printed(basis=Basis.MAINTAIN, baseline=told[at].value, unit=_unit_of(told[at]))


def _bounded(sentence: _Sentence) -> Printed | None:
    """``at least 95 per cent``, ``at least make up 125``."""
    told = sentence.told
    pairs: list[tuple[Rule, Token]] = []
    for at in sentence.figures:
        back = at - 1
        while back > at - 1 - _FILLERS and _is_filler(token_at(told, back)):
            back -= 1
        if is_kind(token_at(told, back), "MIN", "MAX"):
            pairs.append((Rule.AT_LEAST if told[back].kind == "MIN" else Rule.AT_MOST, told[at]))
    if not pairs:
        return None
    if len(pairs) > 1 or len(sentence.figures) > 1:
        return Printed(doubt="register_why_two_figures")
    return _level(*pairs[0])


def _is_filler(token: Token | None) -> bool:
    return token is not None and token.kind in {"word", "MUST"} and token.text.casefold() in lexicon("fillers")["words"]


def _alone(sentence: _Sentence, is_cell: bool) -> Printed:
    """One figure, and nothing that says which side of it is good."""
    if len(sentence.figures) > 1:
        return Printed(doubt="register_why_two_figures")
    token = sentence.told[sentence.figures[0]]
    if token.text[:1] in _SIGNS:
        return Printed(doubt="register_why_change")
    found = _level(None, token)
    # Beside a title that does not say so a percentage may be a share or a change, and then of another unit.
    return replace(found, basis=None, unit=None) if is_cell and found.unit is Unit.PCT else found


def _with_baseline(found: Printed, sentence: _Sentence) -> Printed:
    """What the target is compared with: the one earlier period after *on* or *compared with*, and its figure."""
    told, year = sentence.told, sentence.year
    marks = [at for at, each in enumerate(told) if each.kind in {"AGAINST", "KEEP"}]
    start = marks[0] if marks else len(told)
    start = 0 if found.basis is Basis.MAINTAIN else start
    earlier = [at for at in range(start, len(told)) if _is_earlier(told[at], year)]
    periods = {told[at].period for at in earlier}
    period = periods.pop() if len(periods) == 1 else None
    own = None if found.basis is Basis.MAINTAIN else _moved_from(told)
    own = _figure_of(told, earlier[0]) or own if period is not None and found.basis is not Basis.MAINTAIN else own
    if own is None:
        return replace(found, baseline_period=period)
    unit = _unit_of(own) if found.unit is None else found.unit
    same = own.unit in {"", unit}
    return replace(
        found, baseline_period=period, baseline=own.value if same else None, unit=unit if same else found.unit
    )


def _is_earlier(token: Token, year: int | None) -> bool:
    return token.period is not None and (year is None or token.period.year < year)


def _figure_of(told: Sequence[Token], at: int) -> Token | None:
    """The figure of a period: behind it (*2008 at 412,854 kWh*), or before it (*from 20.4 days in 2008*)."""
    behind, figure = token_at([*told], at + 1), token_at([*told], at + 2)
    if is_kind(behind, "BY") and is_kind(figure, "figure"):
        return told[at + 2]
    back = at - 1
    while back >= 0 and told[back].kind == "word":
        back -= 1
    while back >= 0 and told[back].kind == "stop":
        back -= 1
    while back >= 0 and told[back].kind == "word":
        back -= 1
    if back >= 1 and told[back].kind == "figure" and told[back - 1].kind == "AGAINST":
        return told[back]
    return None


def _moved_from(told: Sequence[Token]) -> Token | None:
    """The figure that another comes from: *from 20.4 to 17.3 days compared with 2008*."""
    for mark, figure, rest in zip(told, told[1:], range(2, len(told)), strict=False):
        after = next((each for each in told[rest:] if each.kind != "word"), None)
        if mark.kind == "AGAINST" and figure.kind == "figure" and is_kind(after, "TO"):
            return figure
    return None
