"""What must be said of the dates of comments, which only the clock can tell."""

from datetime import date

from macros.steps.papers.about import About
from schemas.frames import Record, is_missing, records
from schemas.issues.issue import Issue, Place
from schemas.tables import Comments


def comment_issues(about: About) -> list[Issue]:
    """One finding that names the goals whose comments are dated after today."""
    known = about.contract.tables.get(Comments.name)
    late = [str(line[Comments.GOAL]) for line in records(about.comments) if _is_ahead(line, about.today)]
    if known is None or not late:
        return []
    place = Place(about.contract.book.name, known.raw.sheet)
    return [Issue("comment_in_future", place, ", ".join(dict.fromkeys(late)))]


def _is_ahead(line: Record, today: date) -> bool:
    days = [line[name] for name in (Comments.AS_OF, Comments.WRITTEN_ON)]
    return not is_missing(line[Comments.GOAL]) and any(isinstance(day, date) and day > today for day in days)
