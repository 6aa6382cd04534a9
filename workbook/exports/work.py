"""How much work a file may take before it is refused, in steps rather than seconds: every machine says the same.

Every step of reading grows no faster than what it reads; what is still too much for a person to wait for ends here, and
so does a file that was made to be slow. This is the one place that says how much that is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import IntEnum

from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place

MOST_STEPS = 1_500_000
"""Steps of one file; a machine takes about 100,000 a second."""


class Step(IntEnum):
    """What work costs, in steps; one is what a cell takes that is only looked at."""

    CELL = 1
    FIGURE = 3
    """A figure of a crosstab, with all that its row, its column and the titles say of it."""
    OBSERVATION = 4
    """A figure that becomes a row."""
    LABELS = 8
    """The labels of a row of figures."""
    TITLE = 60
    """A text around a table, which is searched for names, periods and words of other figures."""
    NOTE = 10
    """A text below a table."""
    TABLE = 100
    """A crosstab."""
    SHEET = 100
    LIST = 1000
    """A list, whose columns are typed and checked one by one."""


class Work:
    """The steps that a file has taken.

    Args:
        file: Its name.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self.spent = 0

    def spend(self, steps: int) -> None:
        """Count steps.

        Raises:
            CannotOpenError: The file has taken more than any export does.
        """
        self.spent += steps
        if self.spent > MOST_STEPS:
            raise CannotOpenError([Issue("file_too_much", Place(self._file), str(MOST_STEPS))])


_current: ContextVar[Work | None] = ContextVar("work", default=None)


@contextmanager
def counted(file: str) -> Iterator[Work]:
    """Count what reading a file takes, within the block.

    Args:
        file: Its name, for the finding.
    """
    work = Work(file)
    token = _current.set(work)
    try:
        yield work
    finally:
        _current.reset(token)


def spend(kind: Step, times: int = 1) -> None:
    """Count some work of a kind; outside ``counted`` nothing is counted.

    Raises:
        CannotOpenError: The file has taken more than any export does.
    """
    if (work := _current.get()) is not None:
        work.spend(kind * times)
