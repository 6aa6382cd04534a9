"""Names of an export that the workbook does not know, for the sheet where the user says what they mean."""

from dataclasses import dataclass

from schemas.issues.issue import Place
from schemas.translation_codes import NameKind
from schemas.translations import Target


@dataclass(frozen=True)
class UnknownName:
    """A name that nothing is known of.

    Args:
        name: As it stands.
        kind: What it looks like from where it stands.
        place: Where it stands first.
        times: In how many cells.
        is_needed: Whether the export is refused for want of it; the others were passed over.
        near: What of ours it resembles; None where nothing does.
    """

    name: str
    kind: NameKind
    place: Place
    times: int = 1
    is_needed: bool = False
    near: tuple[Target, str] | None = None
