"""The names under which ``--json`` tells the economy of a workbook, or of all."""

ECONOMY = ("budget_follow_up", "warnings_due", "services", "reward")


def nothing() -> dict[str, object]:
    """What is told of the economy where a step was refused."""
    return {key: [] for key in ECONOMY}
