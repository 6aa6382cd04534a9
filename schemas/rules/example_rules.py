"""The rule that no example of an empty register becomes a goal by accident."""

from schemas.register_pages import is_example_centre
from schemas.rules.row_rules import RowRule, marked
from schemas.tables import Goals

EXAMPLE_RULES = (
    RowRule(
        "goal_of_example",
        Goals.CENTRE,
        lambda frame, _: marked(
            frame, [isinstance(name, str) and is_example_centre(name) for name in frame[Goals.CENTRE].tolist()]
        ),
    ),
)
