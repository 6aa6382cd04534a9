"""Goals that came along from the year before, and whose target nobody has decided yet."""

from schemas.frames import numbered
from schemas.issues.issue import Issue
from schemas.reading import Understood
from schemas.tables import Goals
from schemas.text.last_year import is_last_years

_NAMED = 12
"""Goals that the finding names; all of them say it themselves in their note."""


def last_year_issues(goals: Understood) -> list[Issue]:
    """That goals still have last year's target: one finding for all of them, at the first one's note.

    Args:
        goals: A contract's goals, or a register's.
    """
    found = [
        (row, str(goal[Goals.NUMBER]), str(goal[Goals.CENTRE]))
        for row, goal in numbered(goals.frame)
        if isinstance(note := goal[Goals.NOTE], str) and is_last_years(note)
    ]
    if not found:
        return []
    is_one = len({centre for _, _, centre in found}) == 1
    names = [number if is_one else f"{centre} {number}" for _, number, centre in found]
    more = f" (+{len(names) - _NAMED})" if len(names) > _NAMED else ""
    place = goals.place(found[0][0], Goals.NOTE)
    return [Issue("target_last_years", place, ", ".join(names[:_NAMED]) + more, {"count": len(found)})]
