"""The first of many names, as a finding lists them."""

from collections.abc import Sequence


def first_names(names: Sequence[str], most: int, joint: str = ", ") -> str:
    """Names as one text, with a sign where there are more.

    Args:
        names: All of them.
        most: How many are shown.
        joint: What stands between two of them.
    """
    return joint.join(names[:most]) + (f"{joint.rstrip()} \u2026" if len(names) > most else "")
