"""One law for what labels claim of centres and measures: the same, a centre of the other's group, or another."""

from schemas.lexicon.labels import Labels


def narrower(one: str, other: str, labels: Labels) -> str | None:
    """What two labels say together: of a group and one of its centres the centre.

    Args:
        one: A centre, group or measure.
        other: What the other label says.
        labels: The groups; no measure is of one.

    Returns:
        The narrower of them; None where they contradict each other.
    """
    if one == other or labels.is_within(one, other):
        return one
    return other if labels.is_within(other, one) else None
