"""A field: one column of a table, its name written once, with what may stand in it."""

from enum import Enum, StrEnum, auto
from typing import Any, ClassVar


class Kind(Enum):
    """What a column holds."""

    TEXT = auto()
    WHOLE = auto()
    FIGURE = auto()
    """A figure in the goal's own unit: a cell in a percent format counts as per cent (0.95 shown as 95 % is 95)."""
    AMOUNT = auto()
    """An amount of money: kroner in cells, files and answers, whole ``øre`` (int) inside."""
    SHARE = auto()
    """A plain fraction (0.1 for 10 per cent)."""
    CODE = auto()
    OPEN_CODE = auto()
    """A code, or a word of the user's own."""
    PERIOD = auto()
    DATE = auto()


class Field(str):
    """A column name that knows what the column holds; it is a ``str`` and is used as the column's key.

    Args:
        name: The name of the field, as in the design's tables.
        kind: What the column holds.
        codes: The enumeration of a ``CODE`` or ``OPEN_CODE`` column.
        required: A file must have this column.
        nullable: A cell of the column may be blank.
        default: What a missing column, or a blank cell, stands for.
    """

    __slots__ = ("codes", "default", "kind", "nullable", "required")

    def __new__(
        cls,
        name: str,
        kind: Kind = Kind.TEXT,
        codes: type[StrEnum] | None = None,
        *,
        required: bool = False,
        nullable: bool = True,
        default: str | float | None = None,
    ) -> "Field":
        """Make the name; the description is kept beside it."""
        self = super().__new__(cls, name)
        self.kind = kind
        self.codes = codes
        self.required = required
        self.nullable = nullable
        self.default = default
        return self

    kind: Kind
    codes: type[StrEnum] | None
    required: bool
    nullable: bool
    default: str | float | None


class Table:
    """A table of the design's section 4: a name and its fields in order. Subclasses list the fields."""

    name: ClassVar[str]
    fields: ClassVar[tuple[Field, ...]]

    def __init_subclass__(cls, name: str, **kwargs: Any) -> None:
        """Collect the fields in the order in which they are written."""
        super().__init_subclass__(**kwargs)
        cls.name = name
        cls.fields = tuple(value for value in vars(cls).values() if isinstance(value, Field))
