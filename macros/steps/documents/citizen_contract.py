"""The contract with the citizen, a page a target group (steering model 2006, *Borgerkontrakt*)."""

from collections.abc import Sequence

from macros.steps.documents.citizen_promises import (
    has_promises,
    names_unknown,
    paid_by,
    paid_cells,
    promise_cells,
    promises_of,
    unknown_accounts,
    unmarked,
)
from macros.steps.documents.contract_source import ContractSource
from macros.steps.documents.written import written
from schemas.document_codes import CitizenPart
from schemas.frames import Record, records
from schemas.issues.issue import Issue
from schemas.tables import CitizenLines
from schemas.words.vocabulary import Words, text_key
from workbook.documents.model import (
    Align,
    Block,
    Bullets,
    Column,
    DataTable,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    TextKind,
)
from workbook.documents.model import Cell as TableCell


def citizen_contract(sources: Sequence[ContractSource], words: Words) -> tuple[Document, list[Issue]]:
    """The contracts with citizens of one centre or of several, a page a target group.

    Args:
        sources: The centres' contracts.
        words: The document's language.

    Returns:
        The document, and what must be said of it.
    """
    blocks: list[Block] = []
    for source in sources:
        for group, own in _groups(records(source.paper(CitizenLines)), words):
            several = words.text("citizen_group_of", group=group, centre=source.holder)
            title = group if len(sources) == 1 else several
            blocks += [*([PageBreak()] if blocks else []), *_page(source, title, own)]
    first = sources[0]
    title = words.text("citizen_title", year=first.year)
    subtitle = first.holder if len(sources) == 1 else words.text("contract_several", count=len(sources))
    facts = [(words.text("document_made_on"), words.day(first.made_on))]
    followed = [source.followed for source in sources if source.followed is not None and not source.followed.is_empty]
    if followed:
        facts.insert(0, (words.text("citizen_as_of"), words.day(max(each.as_of for each in followed))))
    is_draft = not all(each.is_approved for each in followed)
    return Document(title, tuple(blocks), subtitle, Facts(tuple(facts)), words.language, is_draft, False), _issues(
        sources
    )


def _issues(sources: Sequence[ContractSource]) -> list[Issue]:
    """What must be said of the contracts and of the figures they have; what several lack is one line."""
    unwritten = [source.holder for source in sources if source.paper(CitizenLines).empty]
    unpromised = [source.holder for source in sources if not has_promises(source)]
    followed = [source.followed for source in sources if source.followed is not None and not source.followed.is_empty]
    found: list[Issue] = []
    for each in followed:
        # Of a workbook of several centres its warnings are told once.
        found += [issue for issue in each.issues if issue not in found]
    found += [issue for source in sources for issue in (*unmarked(source), *unknown_accounts(source))]
    if unwritten:
        found.append(Issue("no_citizen_lines", value=", ".join(unwritten)))
    if unpromised:
        found.append(Issue("no_promises", value=", ".join(unpromised)))
    return found


def _groups(lines: Sequence[Record], words: Words) -> list[tuple[str, list[Record]]]:
    """The target groups in the order they were written, each with its lines; of none written, everybody."""
    names: dict[str, str] = {}
    groups: dict[str, list[Record]] = {}
    for line in lines:
        name = written(line[CitizenLines.TARGET_GROUP])
        groups.setdefault(names.setdefault(text_key(name), name), []).append(line)
    return list(groups.items()) or [(words.text("citizen_everybody"), [])]


# The tables of a page bear no captions: the heading right above says what each shows, in the citizen's own words, and a
# page is to hold all that a group is told.
def _page(source: ContractSource, title: str, lines: Sequence[Record]) -> tuple[Block, ...]:
    words = source.words
    return (
        Heading(title),
        Paragraph(words.text("citizen_lead", centre=source.holder, year=source.year)),
        *(Paragraph(written(line[CitizenLines.TEXT]), TextKind.NOTE) for line in _of(lines, CitizenPart.NOTE)),
        *_given(lines, CitizenPart.HELP, words),
        *_given(lines, CitizenPart.OFFER, words),
        *_promises(source, lines),
        *_expected(lines, words),
        *_paid(source, lines),
    )


def _of(lines: Sequence[Record], part: CitizenPart) -> list[Record]:
    return [line for line in lines if line[CitizenLines.PART] == part]


def _given(lines: Sequence[Record], part: CitizenPart, words: Words) -> tuple[Block, ...]:
    """The help or the offers of a group, and when they are given."""
    heading, own = Heading(words.text(f"citizen_{part}"), 2), _of(lines, part)
    if not own:
        return heading, Paragraph(words.text(f"citizen_write_{part}"), TextKind.PLACEHOLDER)
    columns = (Column(words.text(f"citizen_what_{part}"), width=3), Column(words.text("citizen_when"), width=2))
    rows = tuple(
        (TableCell(written(line[CitizenLines.TEXT])), TableCell(written(line[CitizenLines.GIVEN]) or "–"))
        for line in own
    )
    return heading, DataTable("", columns, rows)


def _promises(source: ContractSource, lines: Sequence[Record]) -> tuple[Block, ...]:
    """The promises, what was agreed of each, and how they are kept."""
    words, promises = source.words, promises_of(source, lines)
    heading = Heading(words.text("citizen_promise"), 2)
    if not promises:
        return heading, Paragraph(words.text("citizen_write_promise"), TextKind.OWED)
    columns: tuple[Column, ...] = (
        Column(words.text("citizen_what_promise"), width=3),
        Column(words.text("citizen_when"), width=2),
        Column(words.text("citizen_asked"), width=2.2),
    )
    followed = source.followed
    below: Paragraph
    if followed is None or followed.is_empty:
        below = Paragraph(words.text("citizen_no_figures", year=source.year), TextKind.NOTE)
    else:
        day = words.day(followed.as_of)
        columns += (
            Column(words.text("citizen_so_far"), Align.RIGHT, width=1.2),
            Column(words.text("citizen_kept"), width=2.2),
        )
        below = Paragraph(words.text("citizen_figures", day=day), TextKind.NOTE)
    rows = tuple(promise_cells(promise, source) for promise in promises)
    return heading, DataTable("", columns, rows, below=(below,))


def _expected(lines: Sequence[Record], words: Words) -> tuple[Block, ...]:
    heading = Heading(words.text("citizen_expected"), 2)
    items = tuple(written(line[CitizenLines.TEXT]) for line in _of(lines, CitizenPart.EXPECTED))
    if not items:
        return heading, Paragraph(words.text("citizen_write_expected"), TextKind.PLACEHOLDER)
    return heading, Bullets(items)


def _paid(source: ContractSource, lines: Sequence[Record]) -> tuple[Block, ...]:
    """What pays for it; nothing where no line says so."""
    words, paid = source.words, paid_by(source, lines)
    if not paid:
        return ()
    heading = Heading(words.text("citizen_paid"), 2)
    columns: tuple[Column, ...] = (
        Column(words.text("citizen_paid_by"), width=2),
        Column(words.text("citizen_paid_what"), width=3.6),
    )
    if not any(each.is_known for each in paid):
        # A register alone holds no budget: a table of blanks would tell nothing.
        unknown = ", ".join(names_unknown(source, paid))
        why = words.text("citizen_no_account", names=unknown) if unknown else ""
        below = Paragraph(why or words.text("citizen_no_budget", year=source.year), TextKind.NOTE)
        return heading, DataTable("", columns, tuple(paid_cells(each, words)[:2] for each in paid), below=(below,))
    columns += (
        Column(words.text("citizen_budget", year=source.year), Align.RIGHT, width=1.5),
        Column(words.text("citizen_used"), Align.RIGHT, width=1.5),
    )
    return heading, DataTable("", columns, tuple(paid_cells(each, words) for each in paid))
