"""The contract with its appendices; its shape follows from what its texts and goals hold, never from its year.

Source: the contracts of 2009 and 2011.
"""

from collections.abc import Sequence
from dataclasses import replace

from macros.steps.documents.calendar_lines import calendar_table
from macros.steps.documents.contract_chapters import (
    Texts,
    changes,
    editions,
    follow_up,
    parties_and_purpose,
    signatures,
    texts_of,
    vision_and_focus,
)
from macros.steps.documents.contract_goals import (
    by_vision,
    goal_list_chapter,
    goals_by_focus_chapter,
    parameters_of,
)
from macros.steps.documents.contract_source import ContractSource
from macros.steps.documents.goal_appendix import budget_frame, goal_appendix, renegotiated
from macros.steps.documents.measure_appendix import measure_appendix
from macros.steps.documents.strategy_section import map_of, theories_of
from macros.steps.papers.focus_areas import Surroundings
from schemas.issues.issue import Issue
from schemas.reading import empty
from schemas.tables import ActionPlans, Meetings, Results, StrategyLines, Theories
from schemas.words.vocabulary import Words
from udfs.goals.rolled_up import WHOLE
from workbook.documents.model import Block, Document, Facts, Heading, PageBreak


def contract_document(sources: Sequence[ContractSource], words: Words) -> tuple[Document, list[Issue]]:
    """The contract of a centre, or those of several after each other, each with its appendices.

    Args:
        sources: The contracts.
        words: The document's language.

    Returns:
        The document, and what must be said of it.
    """
    first = sources[0]
    texts = [texts_of(source) for source in sources]
    title = words.text("contract_title", year=first.year)
    facts = _facts(first, editions(texts[0]) if len(sources) == 1 else [], words)
    bare = [source.holder for source, own in zip(sources, texts, strict=True) if not own.lines]
    issues = [Issue("contract_without_text", value=", ".join(bare))] if bare else []
    if len(sources) == 1:
        return Document(title, _contract(first, texts[0]), first.holder, facts, words.language), issues
    blocks: list[Block] = []
    for source, own in zip(sources, texts, strict=True):
        blocks += [*([PageBreak()] if blocks else []), Heading(source.holder), *_lowered(_contract(source, own))]
    return Document(
        title, tuple(blocks), words.text("contract_several", count=len(sources)), facts, words.language
    ), issues


def _facts(source: ContractSource, edition: list[tuple[str, str]], words: Words) -> Facts:
    made = (words.text("document_made_on"), words.day(source.made_on))
    return Facts(((words.text("contract_year"), str(source.year)), *edition, made))


def _lowered(blocks: Sequence[Block]) -> list[Block]:
    """Blocks whose headings stand a level lower, below that of their centre."""
    return [replace(block, level=block.level + 1) if isinstance(block, Heading) else block for block in blocks]


def _contract(source: ContractSource, texts: Texts) -> tuple[Block, ...]:
    parties = parties_and_purpose(source, texts)
    vision = vision_and_focus(source, texts, parameters_of(source))
    around, words = _surroundings(source), source.words
    theories = theories_of(around, 2, words.text("contract_section_theories")) if vision else theories_of(around)
    if by_vision(source, texts):
        # As in 2011: the list of goals comes first, for the strategy explains why it holds these.
        body = (*parties, *goal_list_chapter(source, texts), *vision, *theories)
    else:
        body = (*parties, *vision, *theories, *goals_by_focus_chapter(source, texts))
    return (
        *body,
        *follow_up(texts, _calendar(source)),
        *changes(texts),
        # Those who sign have what they commit themselves to and their lines on one page.
        PageBreak(),
        *signatures(texts),
        PageBreak(),
        *_appendices(source),
        *map_of(around, source.holder, source.year, title=words.text("contract_appendix_map")),
    )


def _surroundings(source: ContractSource) -> Surroundings:
    """What the contract's theories of change and its strategy map stand on; it is made before there are lights."""
    lines, theories, actions = (source.paper(table) for table in (StrategyLines, Theories, ActionPlans))
    return Surroundings(lines, theories, actions, source.goals, empty(Results), WHOLE, source.words, has_lights=False)


def _calendar(source: ContractSource) -> tuple[Block, ...]:
    """The dates of the year's follow-up; nothing where none are filled in."""
    meetings = source.paper(Meetings)
    return () if meetings.empty else (calendar_table(meetings, source.words),)


def _appendices(source: ContractSource) -> tuple[Block, ...]:
    return (
        *goal_appendix(source),
        *renegotiated(source),
        *budget_frame(source),
        *measure_appendix(source.measures, source.goals, source.words),
    )
