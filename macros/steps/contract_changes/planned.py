"""What a change of a contract is to do to its register, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from schemas.fields import Field, Table
from schemas.issues.issue import Issue


@dataclass(frozen=True)
class Decision:
    """What every change must say.

    Args:
        day: The day from which a goal holds, or the last day of one that closes.
        reason: Why.
        decided_by: Who decided it.
    """

    day: date
    reason: str
    decided_by: str


@dataclass(frozen=True)
class LineChange:
    """A line of the register that is changed, or a new one.

    Args:
        table: Goals or centres.
        values: Field → typed value: of a changed line those that change, of a new one all that are filled in.
        row: The line's number in its frame; None for a new one.
        after: The number of the line that a new one belongs under.
        like: The number of the line that a new one is made after: what is the same is written as it stands there.
    """

    table: type[Table]
    values: Mapping[Field, object]
    row: int | None = None
    after: int | None = None
    like: int | None = None


@dataclass
class Planned:
    """The lines that change, a sentence for each thing that is done, and warnings."""

    lines: list[LineChange] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
