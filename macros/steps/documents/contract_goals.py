"""The goals of a contract: by parameter and focus with the efforts towards them (2009), or in one list (2011).

Source: the contracts of 2009 (section 3) and 2011 (section 1.3).
"""

import re
from collections.abc import Iterator

import pandas as pd

from macros.steps.documents.contract_chapters import Texts
from macros.steps.documents.contract_source import ContractSource
from macros.steps.documents.written import written
from macros.steps.printed import goal_counts, stem
from schemas.codes import GoalType
from schemas.document_codes import ContractPart
from schemas.frames import Record, records
from schemas.tables import ContractTexts, Goals
from schemas.words.vocabulary import Words, text_key
from workbook.documents.model import Align, Block, Bullets, Cell, Column, DataTable, Heading, Paragraph, TextKind
from workbook.documents.prose.targets import target_in_words

OVERVIEW = "overview"
_SHORT = re.compile(r"^(?P<word>.+?) \((?P<letter>\w+)\)$")


def type_word(goal_type: str, words: Words) -> str:
    """A goal type in a word, without its letter: ``Resultatmål``."""
    return _parted(goal_type, words)[0]


def type_letter(goal_type: str, words: Words) -> str:
    """The letter of a goal type: ``R``."""
    return _parted(goal_type, words)[1]


def _parted(goal_type: str, words: Words) -> tuple[str, str]:
    word = words.word(GoalType(goal_type))
    found = _SHORT.match(word)
    return (found["word"], found["letter"]) if found else (word, word[:1])


def by_vision(source: ContractSource, texts: Texts) -> bool:
    """Whether the goals are grouped by the points of the vision (2011), and not by parameters of their own (2009)."""
    points = {text_key(text) for text in texts.texts(ContractPart.VISION)}
    return bool(points) and {text_key(name) for name in parameters_of(source)} <= points


def parameters_of(source: ContractSource) -> list[str]:
    """What the goals are grouped by, in the register's order; blank ones by a word that says so."""
    return list(dict.fromkeys(_filled(source)[Goals.PARAMETER]))


def _filled(source: ContractSource) -> pd.DataFrame:
    """The goals, those without a parameter under a word that says so."""
    unnamed = source.words.text("contract_no_parameter")
    names = [written(name) or unnamed for name in source.goals[Goals.PARAMETER]]
    return source.goals.assign(**{Goals.PARAMETER: pd.Series(names, index=source.goals.index, dtype=object)})


def goal_list_chapter(source: ContractSource, texts: Texts) -> tuple[Block, ...]:
    """All goals in one list with their types, the overview by vision point, and the efforts where there are any."""
    words = source.words
    columns = (
        Column(words.text("contract_goal"), width=1),
        Column(words.text("contract_what"), width=4),
        Column(words.text("contract_asked"), width=3),
        Column(words.text("contract_type"), Align.CENTRE, width=0.7),
    )
    rows = tuple(
        (
            Cell(words.text("contract_goal_number", number=goal[Goals.NUMBER])),
            Cell(written(goal[Goals.TITLE])),
            Cell(target_in_words(goal, words)),
            Cell(type_letter(goal[Goals.GOAL_TYPE], words)),
        )
        for goal in records(source.goals)
    )
    return (
        Heading(words.text("contract_section_goals"), 2),
        *_explained(source),
        DataTable(words.text("contract_list_caption", centre=source.holder, year=source.year), columns, rows),
        *overview(source, "contract_overview_vision"),
        *_efforts_apart(texts, texts.of(ContractPart.EFFORT)),
    )


def goals_by_focus_chapter(source: ContractSource, texts: Texts) -> tuple[Block, ...]:
    """The goals by parameter and focus, each focus with the efforts towards its goals, and the overview."""
    words, goals = source.words, _filled(source)
    blocks: list[Block] = [
        Heading(words.text("contract_chapter_goals", year=source.year)),
        *_explained(source),
        *overview(source, "contract_overview_parameter"),
    ]
    for parameter, lines in goals.groupby(Goals.PARAMETER, sort=False):
        name = str(parameter)
        blocks += [Heading(name, 2), *(Paragraph(text) for text in texts.under(ContractPart.FOCUS, name))]
        for focus, some in _by_focus(lines):
            if focus:
                blocks.append(Heading(words.text("contract_focus", focus=focus), 3))
            blocks.append(_goal_table(some, words))
            blocks += _efforts(texts.under(ContractPart.EFFORT, focus), words) if focus else []
        blocks += _efforts(texts.under(ContractPart.EFFORT, name), words)
    used = {text_key(name) for column in (Goals.FOCUS, Goals.PARAMETER) for name in map(written, goals[column])}
    astray = [
        line for line in texts.of(ContractPart.EFFORT) if text_key(written(line[ContractTexts.UNDER])) not in used
    ]
    return (*blocks, *_efforts_apart(texts, astray))


def _by_focus(goals: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    names = goals[Goals.FOCUS].map(written)
    for focus in dict.fromkeys(names):
        yield focus, goals[names == focus]


def _goal_table(goals: pd.DataFrame, words: Words) -> DataTable:
    columns = (
        Column(words.text("contract_goal"), width=1.3),
        Column(words.text("contract_what"), width=3),
        Column(words.text("contract_asked"), width=3),
    )
    rows = tuple(
        (
            Cell(f"{type_word(goal[Goals.GOAL_TYPE], words)} {goal[Goals.NUMBER]}"),
            Cell(written(goal[Goals.TITLE])),
            Cell(target_in_words(goal, words)),
        )
        for goal in records(goals)
    )
    # Without a caption: the heading of the focus area, or of the parameter, stands right above.
    return DataTable("", columns, rows)


def _efforts(items: list[str], words: Words) -> list[Block]:
    return [Paragraph(words.text("contract_efforts"), TextKind.LEAD), Bullets(tuple(items))] if items else []


def _efforts_apart(texts: Texts, lines: list[Record]) -> list[Block]:
    """Efforts that stand under no focus of the goals, under the names they were given."""
    groups: dict[str, list[str]] = {}
    for line in lines:
        if text := written(line[ContractTexts.TEXT]):
            groups.setdefault(written(line[ContractTexts.UNDER]), []).append(text)
    if not groups:
        return []
    blocks: list[Block] = [Heading(texts.words.text("contract_section_efforts"), 2)]
    for name, items in groups.items():
        blocks += [*([Heading(name, 3)] if name else []), Bullets(tuple(items))]
    return blocks


def _explained(source: ContractSource) -> list[Block]:
    """What the goal types that occur mean."""
    words, occurring = source.words, set(source.goals[Goals.GOAL_TYPE])
    return [Paragraph(words.text(f"contract_type_{kind}")) for kind in GoalType if kind in occurring]


def overview(source: ContractSource, caption: str) -> tuple[Block, ...]:
    """How many goals of each type, by what they are grouped by, and in all; the parts of a goal count as one.

    Args:
        source: The contract.
        caption: The key of the table's caption.
    """
    words = source.words
    counts = goal_counts(_filled(source))
    kinds = [str(kind) for kind in GoalType if kind is not GoalType.DEVELOPMENT or counts[kind].sum()]
    # The efforts first, as the contract of 2011 prints them.
    kinds.sort(key=lambda kind: kind != GoalType.EFFORT)
    columns = (
        Column(words.text("contract_overview_group"), width=4),
        *(Column(words.word(GoalType(kind)), Align.RIGHT, width=1.5) for kind in kinds),
        Column(words.text("contract_overview_sum"), Align.RIGHT),
    )
    rows = [_counted(str(name), counts.loc[name, kinds].tolist()) for name in counts.index]
    rows.append(_counted(words.text("contract_overview_total"), counts[kinds].sum().tolist(), bold=True))
    numbers = [str(number) for number in source.goals[Goals.NUMBER]]
    split = list(dict.fromkeys(stem(number) for number in numbers if stem(number) != number))
    below = tuple(Paragraph(words.text("contract_overview_parts", goal=goal), TextKind.NOTE) for goal in split)
    return (DataTable(words.text(caption), columns, tuple(rows), below=below, anchor=OVERVIEW),)


def _counted(name: str, counts: list[int], *, bold: bool = False) -> tuple[Cell, ...]:
    return Cell(name, bold=bold), *(Cell(str(count), bold=bold) for count in [*counts, sum(counts)])
