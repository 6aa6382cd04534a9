"""Frames as records, with the types that pandas leaves open."""

from collections.abc import Iterator
from typing import Any, cast

import pandas as pd

Record = dict[str, Any]


def records(frame: pd.DataFrame) -> list[Record]:
    """The rows of a frame, each as column → value."""
    return cast("list[Record]", frame.to_dict("records"))


def numbered(frame: pd.DataFrame) -> Iterator[tuple[int, Record]]:
    """The rows of a frame with their index numbers."""
    return zip((int(number) for number in frame.index), records(frame), strict=True)


def is_missing(value: object) -> bool:
    """Whether a value is None or NaN."""
    return value is None or value != value  # noqa: PLR0124  NaN is not itself
