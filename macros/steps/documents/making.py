"""Which step makes which document."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from datetime import date, datetime
from pathlib import Path

from macros.steps.documents.citizen_contract import citizen_contract
from macros.steps.documents.committee_report import annual_report, half_year_report
from macros.steps.documents.contract_document import contract_document
from macros.steps.documents.contract_source import ContractSource, contract_sources
from macros.steps.documents.material import Material, read_material
from macros.steps.documents.plan_document import plan_document
from macros.steps.documents.report_basis import left_out_centres
from macros.steps.documents.status_material import status_material
from schemas.document_codes import DocumentKind
from schemas.errors import RefusedError
from schemas.issues.issue import Issue
from schemas.words.vocabulary import Words
from workbook.documents.model import Document
from workbook.documents.writing import check_place, write_document

BUILDERS: dict[DocumentKind, Callable[[Material], Document]] = {
    DocumentKind.HALF_YEAR: half_year_report,
    DocumentKind.ANNUAL: annual_report,
    DocumentKind.STATUS: status_material,
    DocumentKind.PLANS: plan_document,
}
"""What makes each document out of the material of its workbooks."""
FOR_COMMITTEE = frozenset({DocumentKind.HALF_YEAR, DocumentKind.ANNUAL})
"""Those that have only the goals that go to the committee."""
FROM_CONTRACTS: dict[DocumentKind, Callable[[Sequence[ContractSource], Words], tuple[Document, list[Issue]]]] = {
    DocumentKind.CONTRACT: contract_document,
    DocumentKind.CITIZEN: citizen_contract,
}
"""What makes those that a register suffices for."""


@dataclass(frozen=True)
class Made:
    """A document that was made.

    Args:
        path: The file.
        document: What it holds.
        as_of: The reporting date.
        issues: Warnings.
    """

    path: Path
    document: Document
    as_of: date
    issues: list[Issue] = field(default_factory=list)


def make_document(
    kind: DocumentKind,
    paths: Sequence[Path],
    out: Path,
    words: Words,
    now: datetime,
    *,
    as_of: date | None = None,
    centre: str | None = None,
    template: Path | None = None,
    replace: bool = False,
) -> Made:
    """Make a document and write it.

    Args:
        kind: Which.
        paths: Our workbooks; for a contract also registers, or the names of shipped ones.
        out: The file; its ending says how it is written.
        words: The document's language.
        now: The time.
        as_of: The reporting date; without one, each workbook's own.
        centre: For a contract the only centre wanted; without one, all of them.
        template: A Word file of the user's own, with our placeholders.
        replace: Whether a file that somebody edited since we wrote it may be replaced.

    Raises:
        StepError: A workbook cannot be read, a centre is named for a document of all of them, or the file cannot be
            written.
    """
    check_place(out, template, replace)
    if centre is not None and kind not in FROM_CONTRACTS:
        raise RefusedError([Issue("centre_of_report", value=centre)])
    if kind in FROM_CONTRACTS:
        sources, found = contract_sources(paths, centre, as_of, now.date(), words)
        document, told = FROM_CONTRACTS[kind](sources, words)
        day, issues = max(source.day for source in sources), [*found, *told]
        is_example = any(source.followed.is_example for source in sources if source.followed is not None)
    else:
        material = read_material(paths, as_of, now.date(), words)
        document, day, issues = BUILDERS[kind](material), material.as_of, list(material.together.issues)
        issues += left_out_centres(material) if kind in FOR_COMMITTEE else []
        is_example = material.is_example
    document = replaced(document, is_example=is_example)
    issues += write_document(document, out, words, now, template, replace)
    return Made(out, document, day, issues)
