"""pandas and pandera loaded without what no command needs of them: every command starts a tenth of a second sooner."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

TEST_DATA = ("hypothesis",)
"""pandera loads it where it is installed, on a developer's machine, for test data that no command makes."""
OTHER_TEXTS = ("pyarrow",)
"""pandas loads it where it is installed, to hold texts in another way, and does the same without it."""


def leave_out(names: Sequence[str]) -> list[str]:
    """Let this process find some libraries not installed.

    Args:
        names: The libraries.

    Returns:
        Those that are left out now: not those that were loaded, or left out, before.
    """
    modules: dict[str, object] = sys.modules  # type: ignore[assignment]  # None stands for a module not to be found
    new = [name for name in names if name not in modules]
    modules.update(dict.fromkeys(new))
    return new


@contextmanager
def _left_out(names: Sequence[str]) -> Iterator[None]:
    new = leave_out(names)
    try:
        yield
    finally:
        for name in new:
            del sys.modules[name]


def load_tables() -> None:
    """Load pandas and pandera; what they did without can be loaded afterwards by whoever needs it.

    Tables that one process hands to another must hold their texts alike: the other calls this too.
    """
    with _left_out(OTHER_TEXTS):
        import pandas  # noqa: F401
        import pandera.pandas  # noqa: F401
