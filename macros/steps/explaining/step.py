"""What an explanation is made of: steps, their inputs, and where each input stands and came from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class OriginKind(StrEnum):
    """Whose an input is."""

    IMPORT = "import"
    """An import wrote it, and it stands as it was written."""
    TYPED = "typed"
    """No import wrote it, or somebody changed it since."""
    UNKNOWN = "unknown"
    """The workbook is older than what it knows of origins."""
    SHIPPED = "shipped"
    """The program's own default, for the workbook does not say."""


@dataclass(frozen=True)
class Spot:
    """A cell of a file; what is not known is left out."""

    file: str = ""
    sha256: str = ""
    sheet: str = ""
    cell: str = ""

    def record(self) -> dict[str, object]:
        """As JSON holds it."""
        named = {"file": self.file, "sha256": self.sha256, "sheet": self.sheet, "cell": self.cell}
        return {name: value or None for name, value in named.items()}


@dataclass(frozen=True)
class Told:
    """A line of the log that tells of something: when, who, and the cell where the line begins."""

    time: str
    person: str
    cell: str

    def record(self) -> dict[str, object]:
        """As JSON holds it."""
        return {"time": self.time or None, "person": self.person or None, "log_cell": self.cell or None}


@dataclass(frozen=True)
class Origin:
    """Where an input came from.

    Args:
        kind: Whose it is.
        spot: The file, sheet and cell that it was imported from.
        number: The number of the import.
        told: What the log tells of it: of an import the import, of a typed figure when it was first seen.
    """

    kind: OriginKind
    spot: Spot = Spot()
    number: int | None = None
    told: Told | None = None

    def record(self) -> dict[str, object]:
        """As JSON holds it."""
        told = self.told.record() if self.told else {"time": None, "person": None, "log_cell": None}
        return {"kind": self.kind.value, **self.spot.record(), "import_number": self.number, **told}


@dataclass(frozen=True)
class Input:
    """A figure that a step uses as it stands in a cell.

    Args:
        what: What it is, in the user's language.
        value: The figure, or the text.
        shown: It as people read it.
        at: The cell of the workbook that it stands in.
        origin: Where it came from; None for what is the workbook's own.
        period: Its period, of an observation.
        parts: Numerator and denominator, where it has them.
        why_not: Why it does not count; empty where it does.
    """

    what: str
    value: object
    shown: str
    at: Spot = Spot()
    origin: Origin | None = None
    period: str = ""
    parts: Sequence[float | None] = ()
    why_not: str = ""

    def record(self) -> dict[str, object]:
        """As JSON holds it."""
        numerator, denominator = self.parts or (None, None)
        return {
            "what": self.what,
            "period": self.period or None,
            "value": self.value,
            "numerator": numerator,
            "denominator": denominator,
            "shown": self.shown,
            "at": self.at.record(),
            "origin": self.origin.record() if self.origin else None,
            "why_not": self.why_not or None,
        }


@dataclass(frozen=True)
class Step:
    """One figure of a goal.

    Args:
        figure: The field of the results table.
        title: Its title.
        value: The figure, a code or a text; None where it has none.
        shown: It as people read it.
        formula: The formula in words.
        worked: The formula with the figures put in; empty where there is nothing to work out.
        uses: The fields of the steps that it is made of.
        inputs: The cells that it is made of.
        left_out: Cells that might be expected among them, and why they do not count.
        notes: What else must be said.
    """

    figure: str
    title: str
    value: object
    shown: str
    formula: str
    worked: str = ""
    uses: Sequence[str] = ()
    inputs: Sequence[Input] = ()
    left_out: Sequence[Input] = ()
    notes: Sequence[str] = ()

    def record(self) -> dict[str, object]:
        """As JSON holds it."""
        return {
            "figure": self.figure,
            "title": self.title,
            "value": self.value,
            "shown": self.shown,
            "formula": self.formula,
            "worked": self.worked or None,
            "uses": [*self.uses],
            "inputs": [each.record() for each in self.inputs],
            "left_out": [each.record() for each in self.left_out],
            "notes": [*self.notes],
        }


@dataclass(frozen=True)
class Explanation:
    """How a goal's figures arose.

    Args:
        goal: Number, centre, title, reporting date, file and its SHA-256, by name.
        steps: From the inputs to the light, each after those that it uses.
        notes: What must be said first: figures on the sheet that are older than these.
        is_one: Whether one figure was asked for, which is the last step.
    """

    goal: dict[str, object]
    steps: Sequence[Step]
    notes: Sequence[str] = field(default=())
    is_one: bool = False

    def record(self) -> dict[str, object]:
        """As JSON holds it."""
        return {"goal": {**self.goal, "notes": [*self.notes]}, "steps": [each.record() for each in self.steps]}
