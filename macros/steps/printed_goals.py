"""A printed goal as a row of the register: what is told for certain, and why each other cell is left open."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from macros.steps.printed_rows import PrintedLine, type_marked
from macros.steps.printed_titles import Text
from schemas.codes import Basis, Rule, Unit
from schemas.fields import Field, Kind
from schemas.tables import Goals
from schemas.text.coercion import written_day
from schemas.text.periods import Period, PeriodError, parse_period
from schemas.text.printed_targets import Printed, read_printed
from schemas.text.printed_words import names_share, tokens
from schemas.text.values import Decimal
from schemas.words.vocabulary import code_of

NEEDED = (
    Goals.CENTRE,
    Goals.NUMBER,
    Goals.GOAL_TYPE,
    Goals.TITLE,
    Goals.MEASURE,
    Goals.UNIT,
    Goals.RULE,
    Goals.BASIS,
    Goals.TARGET,
    Goals.SUMMARY,
    Goals.PROFILE,
)
"""What a goal cannot be computed without."""
_SPOKEN = (Goals.RULE, Goals.BASIS, Goals.TARGET, Goals.TARGET_MAX, Goals.UNIT, Goals.BASELINE, Goals.BASELINE_PERIOD)
"""What a sentence may tell."""
_OF_TARGET = frozenset({Goals.RULE, Goals.BASIS, Goals.TARGET, Goals.UNIT})
_HUNDRED, _DIGITS = 100.0, 10
_SPECIAL = frozenset({Goals.YEAR, Goals.NUMBER, Goals.TITLE, Goals.TARGET, Goals.BASELINE, Goals.BASELINE_PERIOD})
"""Columns that are read in a way of their own."""


@dataclass
class Row:
    """A row of the register.

    Args:
        record: Its certain cells.
        why: Why a cell is left open, as a key of the vocabulary.
        printed: What the contract says there.
        line: The goal as it was found.
    """

    record: dict[Field, object]
    why: dict[Field, str] = field(default_factory=dict)
    printed: dict[Field, str] = field(default_factory=dict)
    line: PrintedLine | None = None


def goal_rows(line: PrintedLine, decimal: Decimal, year: int, source: str) -> list[Row]:
    """The rows of a goal: one, or two where its text names two figures.

    Args:
        line: The goal.
        decimal: The decimal sign of the document.
        year: The contract year.
        source: Where it stands, for the column of sources; where a column tells its source, that is taken.
    """
    said = _said(line, decimal, year)
    row = Row({Goals.YEAR: year, Goals.SOURCE: source}, line=line)
    if line.number:
        row.record[Goals.NUMBER] = line.number
    elif line.taken:
        row.why[Goals.NUMBER], row.printed[Goals.NUMBER] = "register_why_number_taken", line.taken
    if line.goal_type is not None:
        row.record[Goals.GOAL_TYPE] = line.goal_type
    if title := line.text(Goals.TITLE):
        row.record[Goals.TITLE] = title
    for name in _SPOKEN:
        if (value := getattr(said, str(name))) is not None:
            row.record[name] = value
    for name in _OF_TARGET if said.doubt else ():
        row.why[name] = said.doubt
    _baseline(row, line, decimal, year)
    _columns(row, line, decimal)
    _complete(row, line)
    if said.second is None:
        return [row]
    parts = zip("ab", (said.target, said.second), strict=True)
    return [
        Row({**row.record, Goals.NUMBER: f"{line.number}{part}", Goals.TARGET: target}, row.why, row.printed, line)
        for part, target in parts
    ]


def _said(line: PrintedLine, decimal: Decimal, year: int) -> Printed:
    """What the sentence and the column of targets tell together; where they tell different things, neither."""
    title, cell = line.text(Goals.TITLE), line.cells.get(Goals.TARGET)
    sentence = read_printed(title, decimal, year)
    if cell is None:
        return sentence
    text = cell.text
    unit = line.text(Goals.UNIT)
    own = Decimal.COMMA if cell.is_number else decimal
    if unit and not any(each.unit for each in tokens(text, own)):
        text = f"{text} {unit}"
    told = read_printed(text, own, year, is_cell=True)
    if told.rule is Rule.MILESTONE:
        return told
    if sentence.says_target and told.target is not None and not told.changes:
        if not _agree(sentence, told):
            return Printed(doubt="register_why_differs")
        return replace(sentence, rule=sentence.rule or told.rule, unit=sentence.unit or told.unit)
    if sentence.changes and not told.changes and told.basis is not Basis.MAINTAIN:
        # Sickness absence is to be brought down to | 17.3 days: one sentence in two cells, or none that tells.
        whole = read_printed(f"{title} {text}", own, year)
        return whole if whole.says_target else Printed(doubt="register_why_change")
    if told.target is not None and told.basis is None and names_share(title):
        return replace(told, basis=Basis.ABSOLUTE, unit=Unit.PCT)
    return told if told.says_target or told.doubt else sentence


def _agree(sentence: Printed, told: Printed) -> bool:
    figures = {abs(each) for each in (sentence.target, sentence.second, sentence.baseline) if each is not None}
    if told.rule not in {None, sentence.rule} and sentence.rule is not None:
        return False
    if sentence.target_max is not None or told.target_max is not None:
        return (sentence.target, sentence.target_max) == (told.target, told.target_max)
    return told.target is not None and abs(told.target) in figures


def _baseline(row: Row, line: PrintedLine, decimal: Decimal, year: int) -> None:
    """The baseline of a column of its own: the one figure in it, and the one earlier period in it or in its title."""
    period = _period(line.text(Goals.BASELINE_PERIOD))
    cell = line.cells.get(Goals.BASELINE)
    is_past = line.baseline_period is None or line.baseline_period.year < year
    if cell is not None and is_past:
        told = tokens(cell.text, Decimal.COMMA if cell.is_number else decimal)
        figures = [each for each in told if each.kind in {"figure", "described"}]
        periods = {each.period for each in told if each.period is not None and each.period.year < year}
        period = period or (next(iter(periods)) if len(periods) == 1 else line.baseline_period)
        unit = row.record.get(Goals.UNIT)
        same = len(figures) == 1 and figures[0].unit in {"", unit, *(() if unit else set(Unit))}
        value = figures[0].value if same else None
        _put(row, Goals.BASELINE, value, cell.text)
        if value is not None and figures[0].unit in set(Unit) and unit is None:
            row.record[Goals.UNIT] = Unit(figures[0].unit)
            row.why.pop(Goals.UNIT, None)
    if period is not None and period.year < year:
        _put(row, Goals.BASELINE_PERIOD, period, line.text(Goals.BASELINE_PERIOD))


def _period(text: str) -> Period | None:
    try:
        return parse_period(text) if text else None
    except PeriodError:
        return None


def _put(row: Row, name: Field, value: object, printed: str) -> None:
    """A cell that a column tells; open where it cannot be read, or where the sentence says another thing."""
    standing = row.record.get(name)
    if value is None or (standing is not None and standing != value):
        row.record.pop(name, None)
        row.why[name] = "register_why_differs" if value is not None else "register_why_unread"
        row.printed[name] = printed
    else:
        row.record[name] = value
        row.why.pop(name, None)


def _columns(row: Row, line: PrintedLine, decimal: Decimal) -> None:
    """The columns that say a field of the register as it stands: its words, its texts."""
    for name, cell in line.cells.items():
        if name in _SPECIAL or not cell.text:
            continue
        if name.kind is Kind.TEXT:
            row.record[name] = cell.text
        elif name.kind is Kind.CODE:
            _put(row, name, _code(name, cell), cell.text)
        elif name.kind is Kind.DATE:
            _put(row, name, written_day(cell.text), cell.text)
        elif name.kind is Kind.SHARE:
            _put(row, name, _share(cell, decimal), cell.text)
        elif name.kind is Kind.FIGURE and name not in row.record:
            told = tokens(cell.text, Decimal.COMMA if cell.is_number else decimal)
            _put(row, name, told[0].value if len(told) == 1 else None, cell.text)


def _share(cell: Text, decimal: Decimal) -> float | None:
    """A fraction: 0.05, or 5 %."""
    told = tokens(cell.text, Decimal.COMMA if cell.is_number else decimal)
    value = told[0].value if len(told) == 1 else None
    return value if value is None or told[0].unit != Unit.PCT else round(value / _HUNDRED, _DIGITS)


def _code(name: Field, cell: Text) -> StrEnum | None:
    found = code_of(name, cell.text)
    if found is None and name == Goals.UNIT:
        units = {each.unit for each in tokens(f"1 {cell.text}", Decimal.COMMA) if each.unit}
        found = next(iter(units)) if len(units) == 1 else None
    if found is None and name == Goals.GOAL_TYPE:
        found = type_marked(cell.text)
    return name.codes(found) if found is not None and name.codes is not None and found in set(name.codes) else None


def _complete(row: Row, line: PrintedLine) -> None:
    """Say of each further cell that is needed and not told why it is open."""
    basis = row.record.get(Goals.BASIS)
    for name in _needed(row.record):
        if name not in row.record:
            row.why.setdefault(name, f"register_why_{name}")
    is_change = basis in {Basis.CHANGE_PCT, Basis.CHANGE_POINTS, Basis.MAINTAIN}
    if is_change and not {Goals.BASELINE, Goals.BASELINE_PERIOD} & set(row.record):
        row.why.setdefault(Goals.BASELINE_PERIOD, "register_why_baseline_period")
    target = line.text(Goals.TARGET) or line.text(Goals.TITLE)
    for name in row.why:
        row.printed.setdefault(name, target if name in {*_SPOKEN} else line.text(name))


def _needed(record: dict[Field, object]) -> Iterable[Field]:
    needed = [name for name in NEEDED if name != Goals.TARGET or record.get(Goals.BASIS) is not Basis.MAINTAIN]
    return [*needed, *([Goals.TARGET_MAX] if record.get(Goals.RULE) is Rule.BAND else [])]
