"""An explanation as text: for a terminal, a page, a pane. ``--json`` has every cell; here rows are told in one line."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from macros.steps.explaining.step import Explanation, Input, Origin, OriginKind, Spot, Step
from macros.terminal.console import printable
from schemas.masking import masked
from schemas.words.vocabulary import Words

_INDENT = "    "
_DIGEST = 12
"""Signs of a SHA-256 that tell files apart in a text."""
_SHOWN = "shown_"
_LIGHT = "computed_light"
"""The step whose sentence sums the goal up."""


def explanation_lines(told: Explanation, words: Words) -> list[str]:
    """The lines of an explanation.

    Args:
        told: The explanation.
        words: The reader's language.

    Returns:
        Each step with its formula, the figures put in and its cells. Figures that the sheets show as they are, are left
        out unless one of them is what was asked for; cells that stand under an earlier step are not listed again.
    """
    goal = told.goal
    as_of = words.day(date.fromisoformat(str(goal["as_of"])))
    lines = [
        words.text("explained_goal", number=goal["number"], centre=goal["centre"], title=goal["title"]),
        words.text("explained_of", as_of=as_of, file=goal["file"]),
        *told.notes,
        *(f"{step.shown}: {step.worked}" for step in told.steps if step.figure == _LIGHT and step.worked),
    ]
    steps = [step for step in told.steps if not _only_shows(step)]
    steps += [step for step in told.steps[-1:] if told.is_one and step not in steps]
    lines += _Writer(steps, str(goal["file"]), words).lines()
    return [printable(masked(line)) for line in lines]


def _only_shows(step: Step) -> bool:
    return step.figure.startswith(_SHOWN) and len(step.uses) == 1


class _Writer:
    """Writes steps, and remembers which cells it has told."""

    def __init__(self, steps: Sequence[Step], file: str, words: Words) -> None:
        self._steps = steps
        self._file = file
        self._words = words
        self._titles = {step.figure: step.title for step in steps}
        self._under: dict[tuple[Spot, ...], str] = {}

    def lines(self) -> Iterator[str]:
        for step in self._steps:
            yield ""
            yield from self._step(step)

    def _step(self, step: Step) -> Iterator[str]:
        yield f"{step.title}: {step.shown}"
        yield f"  {step.formula}"
        if step.worked:
            yield f"  {step.worked}"
        used = [self._titles[str(name)] for name in step.uses if str(name) in self._titles]
        if used:
            yield f"  {self._words.text('explained_uses', steps='; '.join(used))}"
        for note in step.notes:
            yield f"  {note}"
        spots = tuple(each.at for each in step.inputs)
        if spots in self._under and len(spots) > 1:
            yield f"  {self._words.text('explained_same', title=self._under[spots])}"
        else:
            self._under.setdefault(spots, step.title)
            yield from self._inputs([each for each in step.inputs if each.period or each.value is not None])
        if step.left_out:
            yield f"  {self._words.text('explained_left_out')}"
            yield from self._inputs(step.left_out)

    def _inputs(self, inputs: Sequence[Input]) -> Iterator[str]:
        """Rows of cells, those of one import together, with what is told of it below them."""
        for origin, group in groupby(inputs, key=_source):
            rows = [list(row) for _, row in groupby(group, key=_row)]
            for row in rows:
                yield f"{_INDENT}{self._row(row)}"
            if origin is not None:
                yield f"{_INDENT}  {self._origin([row[0].origin for row in rows if row[0].origin])}"

    def _row(self, row: Sequence[Input]) -> str:
        """The cells of one observation, or one other cell."""
        first = row[0]
        what = "" if first.period and len(row) > 1 else f"{first.what}:"
        shown = " / ".join(each.shown for each in row)
        head = " ".join(part for part in (first.period, what, shown) if part)
        why = f" ({first.why_not})" if first.why_not else ""
        return f"{head}{self._at(row)}{why}"

    def _at(self, row: Sequence[Input]) -> str:
        spot = row[0].at
        if not spot.sheet:
            return ""
        cells = ", ".join(each.at.cell for each in row)
        file = f"{spot.file}, " if spot.file not in {"", self._file} else ""
        return f"  [{file}{spot.sheet}{'!' if cells else ''}{cells}]"

    def _origin(self, origins: Sequence[Origin]) -> str:
        origin, words = origins[0], self._words
        told = ""
        if origin.told is not None:
            when = {"time": origin.told.time, "person": origin.told.person or "–", "cell": origin.told.cell}
            told = words.text("explained_told", **when, sheet=words.sheet("log"))
        match origin.kind:
            case OriginKind.IMPORT:
                spot = origin.spot
                sheet = words.text("explained_sheet", sheet=spot.sheet) if spot.sheet else ""
                cells = ", ".join(dict.fromkeys(each.spot.cell or "–" for each in origins))
                where = {"file": spot.file, "sheet": sheet, "cell": cells, "digest": spot.sha256[:_DIGEST]}
                return words.text("explained_import", **where, number=origin.number, told=told)
            case OriginKind.TYPED:
                return words.text("explained_typed", told=told) if told else words.text("explained_typed_unseen")
            case OriginKind.SHIPPED:
                return words.text("explained_shipped")
            case OriginKind.UNKNOWN:
                return words.text("explained_unknown")


def _source(each: Input) -> tuple[object, ...] | None:
    """What cells of one import have in common."""
    origin = each.origin
    if origin is None:
        return None
    return (origin.kind, origin.spot.file, origin.spot.sha256, origin.spot.sheet, origin.number, origin.told)


def _row(each: Input) -> tuple[object, ...]:
    """What the cells of one observation have in common; other cells stand alone."""
    spot = each.at
    row = spot.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return (spot.file, spot.sheet, row, each.period) if each.period else (spot, each.what)
