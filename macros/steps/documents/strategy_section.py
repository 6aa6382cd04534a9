"""Theories of change and the strategy map as blocks of a document: contract, plans and reports use the same."""

from collections.abc import Sequence
from functools import partial
from itertools import repeat

from macros.steps.centre_results import CentreResults
from macros.steps.papers.focus_areas import FocusArea, RolledUp, Surroundings, focus_areas, rolled_up_goals, text_of
from macros.steps.strategy_plan import strategy_plan
from schemas.codes import Light, YesNo
from schemas.document_codes import StepKind
from schemas.frames import Record, is_missing, records
from schemas.parameters import STRATEGY_SHARE
from schemas.tables import ActionPlans, Goals, Results, StrategyLines, Theories
from schemas.words.vocabulary import Words
from udfs.goals.rolled_up import WHOLE
from workbook.documents.model import (
    Align,
    Block,
    Bullets,
    Cell,
    Column,
    DataTable,
    Heading,
    Paragraph,
    Picture,
    TextKind,
)
from workbook.documents.strategy_drawing import map_picture

_PER_CENT = 100
_THEORY_WIDTHS = (8, 70, 20)
_MAP_WIDTHS = (18, 26, 10, 24, 24, 40)


def strategy_blocks(part: CentreResults, words: Words, level: int = 1) -> tuple[Block, ...]:
    """A centre's theories of change and its strategy map; nothing where its workbook has neither.

    Args:
        part: What its workbook holds.
        words: The document's language.
        level: The level of the two headings.
    """
    return (*theory_blocks(part, words, level), *map_blocks(part, words, level))


def surroundings_of(part: CentreResults, words: Words) -> Surroundings:
    """What a workbook's map stands on, in the document's language."""
    return Surroundings(
        part.paper(StrategyLines),
        part.paper(Theories),
        part.paper(ActionPlans),
        part.goals,
        part.results,
        part.parameters[STRATEGY_SHARE],
        words,
    )


def theory_blocks(part: CentreResults, words: Words, level: int = 1) -> tuple[Block, ...]:
    """The theories of change that the centre has chosen, as chains with their goals and lights; the others by name."""
    return theories_of(surroundings_of(part, words), level)


def theories_of(around: Surroundings, level: int = 1, title: str = "") -> tuple[Block, ...]:
    """The theories of change of a workbook or of a contract, as ``theory_blocks`` has them.

    Args:
        around: What they stand on.
        level: The level of their heading.
        title: A heading of one's own, below which the vision points, that stand above it, are not told again.
    """
    words = around.words
    theories: dict[str, list[Record]] = {}
    for line in records(around.theories):
        theories.setdefault(str(line[Theories.THEORY]), []).append(line)
    if not theories:
        return ()
    chosen = {name: lines for name, lines in theories.items() if _is_chosen(lines)}
    others = [name for name in theories if name not in chosen]
    points = list(dict.fromkeys(filter(None, (_first(lines, Theories.VISION_POINT) for lines in theories.values()))))
    blocks: list[Block] = [Heading(title or words.text("strategy_theories_title"), level)]
    if points and not title:
        blocks += [Paragraph(words.text("strategy_points", count=len(points))), Bullets(tuple(points))]
    for name, lines in chosen.items():
        blocks += _theory(name, lines, around, level + 1)
    if others:
        blocks.append(Paragraph(words.text("strategy_not_chosen", names="; ".join(others)), TextKind.NOTE))
    return tuple(blocks)


def _is_chosen(lines: Sequence[Record]) -> bool:
    """Whether the centre works by a theory: it says so, or says nothing."""
    said = [line[Theories.CHOSEN] for line in lines if not is_missing(line[Theories.CHOSEN])]
    return not said or YesNo.YES in said


def _theory(name: str, lines: Sequence[Record], around: Surroundings, level: int) -> list[Block]:
    words = around.words
    steps = sorted(lines, key=lambda line: _number(line[Theories.STEP_NUMBER]))
    blocks: list[Block] = [Heading(name, level)]
    if point := _first(lines, Theories.VISION_POINT):
        blocks.append(Paragraph(words.text("strategy_point", name=point)))
    blocks.append(Bullets(tuple(_step(line, words) for line in steps), numbered=True))
    goals = "; ".join(dict.fromkeys(filter(None, (text_of(line[Theories.THEORY_GOALS]) for line in lines))))
    if not goals:
        return [*blocks, Paragraph(words.text("strategy_no_indicators"), TextKind.OWED)]
    rolled = rolled_up_goals(goals, around)
    return [*blocks, _indicators(name, rolled, around)]


def _step(line: Record, words: Words) -> str:
    kind = "" if is_missing(line[Theories.STEP_KIND]) else words.word(StepKind(line[Theories.STEP_KIND]))
    text = text_of(line[Theories.TEXT]) or words.text("strategy_blank")
    return f"{kind[:1].upper()}{kind[1:]}: {text}" if kind else text


def _indicators(theory: str, rolled: RolledUp, around: Surroundings) -> DataTable:
    """The goals that tell whether a theory works, each with its light, and the light of all together below."""
    words = around.words
    titles = [words.title(Results, field) for field in (Results.NUMBER, Results.TITLE, Results.LIGHT)]
    caption = words.text("strategy_indicators", theory=theory)
    if not around.has_lights:
        named = records(around.goals[around.goals[Goals.NUMBER].isin(rolled.goals)])
        plain = tuple((Cell(str(goal[Goals.NUMBER])), Cell(text_of(goal[Goals.TITLE]))) for goal in named)
        return DataTable(caption, tuple(map(Column, titles[:-1], repeat(Align.LEFT), _THEORY_WIDTHS)), plain)
    lines = around.results[around.results[Results.NUMBER].isin(rolled.goals)]
    rows = [
        (Cell(str(line[Results.NUMBER])), Cell(text_of(line[Results.TITLE])), _light(Light(line[Results.LIGHT]), words))
        for line in records(lines)
    ]
    together = (Cell(""), Cell(words.text("strategy_together", how=rolled.how), bold=True), _light(rolled.light, words))
    columns = tuple(Column(title, width=width) for title, width in zip(titles, _THEORY_WIDTHS, strict=True))
    return DataTable(caption, columns, (*rows, together))


def map_blocks(part: CentreResults, words: Words, level: int = 1) -> tuple[Block, ...]:
    """The strategy map as a picture with the table behind it; nothing where no focus area stands in the workbook."""
    return map_of(surroundings_of(part, words), part.holder, part.year, level)


def map_of(around: Surroundings, holder: str, year: int, level: int = 1, title: str = "") -> tuple[Block, ...]:
    """The strategy map of a workbook or of a contract, as ``map_blocks`` has it.

    Args:
        around: What it stands on.
        holder: The centre.
        year: The contract year.
        level: The level of its heading.
        title: A heading of one's own.
    """
    words = around.words
    areas = [area for area in focus_areas(around) if area.name]
    if not areas:
        return ()
    plan = strategy_plan(areas, words)
    caption = words.text("strategy_caption", holder=holder, year=year)
    picture = Picture(partial(map_picture, plan), plan.alt, caption, _behind(areas, around))
    rule = (Paragraph(rule_text(around.share, words)),) if around.has_lights else ()
    return (Heading(title or words.text("strategy_map_title"), level), *rule, picture)


def rule_text(share: float, words: Words) -> str:
    """How the light of a focus area comes about, in a sentence."""
    key = "strategy_rule_worst" if share >= WHOLE else "strategy_rule_share"
    return words.text(key, share=words.number(share * _PER_CENT))


def _behind(areas: Sequence[FocusArea], around: Surroundings) -> DataTable:
    """The map as a table: perspective, focus area, goals, light and how, what it supports, actions."""
    words = around.words
    fields = (
        StrategyLines.PERSPECTIVE, StrategyLines.FOCUS, StrategyLines.STRATEGY_GOALS, StrategyLines.LIGHT,
        StrategyLines.SUPPORTS, StrategyLines.PLAN_LINES,
    )  # fmt: skip
    told = [at for at, field in enumerate(fields) if around.has_lights or field != StrategyLines.LIGHT]
    columns = tuple(Column(words.title(StrategyLines, fields[at]), width=_MAP_WIDTHS[at]) for at in told)
    rows = [_row(area, words) for area in areas]
    return DataTable(
        words.text("strategy_map_title"), columns, tuple(tuple(row[at] for at in told) for row in rows), "", 2
    )


def _row(area: FocusArea, words: Words) -> tuple[Cell, ...]:
    light = area.rolled.light
    told = " \u2013 ".join(filter(None, ("" if light is None else words.light(light), area.rolled.how)))
    return (
        Cell(area.perspective_text or words.text("strategy_no_perspective")),
        Cell(area.name),
        Cell(", ".join(area.rolled.goals)),
        Cell(told, light),
        Cell("; ".join(area.supports)),
        Cell("; ".join(area.plans)),
    )


def _light(light: Light | None, words: Words) -> Cell:
    return Cell("") if light is None else Cell(words.light(light), light)


def _number(value: object) -> float:
    return float("inf") if is_missing(value) else float(str(value))


def _first(lines: Sequence[Record], field: str) -> str:
    return next((text for line in lines if (text := text_of(line[field]))), "")
