"""What a check found: a status, which check, and which sentence with which details says it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from schemas.issues.issue import Term
from schemas.words.vocabulary import Words


class Status(StrEnum):
    """How a check went."""

    OK = "ok"
    WARNING = "warning"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class CheckResult:
    """One line of the doctor.

    Args:
        status: How it went.
        check: What was checked; the text ``doctor_check_<check>``.
        found: What was found; the text ``doctor_found_<found>``.
        details: What the texts need; a ``Term`` is a key of the vocabulary.
        remedy: What to do about it; the text ``doctor_remedy_<remedy>``. Empty where nothing need be done.
    """

    status: Status
    check: str
    found: str
    details: Mapping[str, object] = field(default_factory=dict)
    remedy: str = ""

    def found_text(self, words: Words) -> str:
        """What was found, in the user's language."""
        return words.text(f"doctor_found_{self.found}", **worded(self.details, words))

    def remedy_text(self, words: Words) -> str:
        """What to do, in the user's language; empty where nothing need be done."""
        return words.text(f"doctor_remedy_{self.remedy}", **worded(self.details, words)) if self.remedy else ""


def worded(details: Mapping[str, object], words: Words) -> dict[str, object]:
    """Details as sentences show them: terms by their word."""
    return {name: words.text(value) if isinstance(value, Term) else value for name, value in details.items()}
