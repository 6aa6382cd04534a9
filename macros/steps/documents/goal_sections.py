"""A chapter of the report: a section a focus area, in each what was agreed, the table, and what its figures say."""

import re
from collections.abc import Sequence

from macros.steps.documents.goal_table import Printing, goal_name, goal_table, goal_types, shown_of
from macros.steps.documents.report_lines import Line
from macros.steps.documents.report_tables import Chapter, GoalTable, Section
from macros.steps.documents.written import says_something, written
from macros.steps.papers.comments import OFF
from schemas.codes import Basis, Light, Rule, ShowAs, Verdict, YesNo
from schemas.frames import Record, is_missing
from schemas.tables import ActionPlans, Comments, Goals, Results
from schemas.text.part_of_year import is_of_part
from schemas.words.vocabulary import Words
from workbook.documents.model import Block, Bullets, Heading, Paragraph, TextKind
from workbook.documents.prose.goal_standing import (
    Standing,
    about_one,
    about_several,
    judged,
    lights_counted,
    listed,
    outlook,
    verdict,
)
from workbook.documents.prose.shown_figures import Shown

_PLANS_SHOWN = 5
_NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")


def chapter_blocks(chapter: Chapter, number: int, printing: Printing) -> list[Block]:
    """The blocks of a chapter.

    Args:
        chapter: Its sections.
        number: Its number.
        printing: How tables are printed.
    """
    words = printing.words
    name = chapter.parameter or words.text("report_no_parameter")
    blocks: list[Block] = [
        Heading(f"{number}. {name}", 1, f"kapitel-{number}"),
        Paragraph(_lead(chapter.lines, words), TextKind.LEAD),
        Paragraph(words.text("report_background_chapter", name=name), TextKind.PLACEHOLDER),
    ]
    for at, section in enumerate(chapter.sections, start=1):
        blocks += _section(section, f"{number}.{at}", printing)
    return blocks


def _lead(lines: Sequence[Line], words: Words) -> str:
    """How many goals a chapter has, and how many have each light."""
    lights = [Light(line.row[Results.LIGHT]) for line in lines if not line.is_computed]
    key = "report_chapter_lead" if len(lights) > 1 else "report_chapter_lead_one"
    return words.text(key, count=len(lights), lights=lights_counted(lights, words))


def _section(section: Section, number: str, printing: Printing) -> list[Block]:
    first, *others = section.focus
    name = listed([first, *map(_inside, others)], printing.words)
    blocks: list[Block] = [Heading(f"{number} {name}", 2)]
    for table in section.tables:
        if len(section.tables) > 1:
            blocks.append(Heading(" / ".join(goal_name(goal, printing) for goal in table.goals), 3))
        blocks += _of_table(table, printing)
    return blocks


def _inside(name: str) -> str:
    """A name inside a sentence: small letters, but for what is written in capitals, such as ``CKB``."""
    return name if name[1:2].isupper() else f"{name[:1].lower()}{name[1:]}"


def _of_table(table: GoalTable, printing: Printing) -> list[Block]:
    words = printing.words
    shown = shown_of(table, words)
    figures = {id(line): each for line, each in zip(table.lines, shown, strict=True)}
    types = goal_types(table.lines, words).lower()
    blocks: list[Block] = [
        Paragraph(words.text("report_agreed" if len(table.goals) == 1 else "report_agreed_several", types=types)),
        Bullets(tuple(text for goal in table.goals for text in _wordings(goal, figures, printing))),
        goal_table(table, printing),
    ]
    for goal in table.goals:
        blocks += _prose(goal, figures, printing, len(table.goals) > 1)
    blocks += _comments(table.lines, words)
    blocks += _plans(table.lines, words)
    if printing.is_annual:
        blocks += [Paragraph(words.text("report_owed", **line.named), TextKind.OWED) for line in owed(table.lines)]
    if printing.is_draft or not any(line.comments for line in table.lines):
        blocks.append(Paragraph(words.text("report_background_goal"), TextKind.PLACEHOLDER))
    return blocks


def _wordings(goal: Sequence[Line], figures: dict[int, Shown], printing: Printing) -> list[str]:
    """What was agreed with the centres: once where their goals have one title, else each title."""
    by_title: dict[str, list[Line]] = {}
    for line in goal:
        if not line.is_computed:
            by_title.setdefault(line.title, []).append(line)
    return [_wording(lines, figures, printing.year, printing.words) for lines in by_title.values()]


def _wording(goal: Sequence[Line], figures: dict[int, Shown], year: int, words: Words) -> str:
    """What was agreed: the goal's title with its rule and target, where all its centres have the same."""
    first = goal[0]
    rule, basis = str(first.goal[Goals.RULE]), first.goal[Goals.BASIS]
    if rule == Rule.MILESTONE:
        return words.text("report_wording_milestone", title=first.title, year=year)
    targets = {figures[id(line)].said(figures[id(line)].year_target) for line in goal if not line.is_computed}
    key = "report_wording" if len(targets) == 1 else "report_wording_each"
    if len(targets) == 1 and _tells(first.title, next(iter(targets))):
        return _of_year("report_wording_title", first.title, first, year, words)
    if basis == Basis.MAINTAIN and len(goal) == 1:
        key = "report_wording_held"
    shown_rule = words.show(Goals.RULE, rule)
    if first.goal[Goals.SHOW_AS] == ShowAs.CHANGE and rule != Rule.BAND:
        shown_rule = words.show(Goals.RULE, Rule.AT_LEAST)
    text = words.text(key, title=first.title, rule=shown_rule, target=", ".join(targets))
    return _of_year(key, text, first, year, words)


def _of_year(key: str, text: str, line: Line, year: int, words: Words) -> str:
    """A wording with the year that its target is of, unless title or note name another period."""
    return (
        text
        if is_of_part(line.title, written(line.goal[Goals.NOTE]))
        else words.text(f"of_year_{key}", text=text, year=year)
    )


def _tells(title: str, target: str) -> bool:
    """Whether a title names its target already: ``Købsbudgettet bruges med 85-100 pct.``."""
    wanted = {_plain(each) for each in _NUMBER.findall(target)}
    return wanted <= {_plain(each) for each in _NUMBER.findall(title)}


def _plain(number: str) -> str:
    """A number without thousands signs and idle decimals, as two spellings of it are compared."""
    text = number.replace(".", "").replace(",", ".")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _prose(goal: Sequence[Line], figures: dict[int, Shown], printing: Printing, several: bool) -> list[Block]:
    """What the figures of one goal say."""
    words = printing.words
    standings = [Standing(line.goal, figures[id(line)], line.centre) for line in goal]
    head = f"{goal_name(goal, printing)}: " if several else ""
    if len(goal) == 1:
        sentences = [about_one(standings[0], words), *_further(goal[0], standings[0], printing)]
        return [Paragraph(head + " ".join(sentences))]
    members = [each for line, each in zip(goal, standings, strict=True) if not line.is_total]
    totals = [about_one(each, words) for line, each in zip(goal, standings, strict=True) if line.is_total]
    first = about_several(members, words) if len(members) > 1 else about_one(members[0], words)
    told, alike = [], dict[str, list[str]]()
    for line, standing in zip(goal, standings, strict=True):
        further = _further(line, standing, printing) if _needs_words(line, standing, printing) else []
        if printing.is_annual and further == [verdict(standing, words)]:
            alike.setdefault(str(line.row[Results.VERDICT] or Verdict.OPEN), []).append(standing.centre)
        elif further:
            told.append(f"{standing.centre}: {' '.join(further)}")
    of_all = [words.text(f"report_verdict_{each}_of", centres=listed(names, words)) for each, names in alike.items()]
    paragraph = Paragraph(head + " ".join([first, *totals, *of_all]))
    return [paragraph, Bullets(tuple(told))] if told else [paragraph]


def _needs_words(line: Line, standing: Standing, printing: Printing) -> bool:
    """Whether a centre among several is told of apart: what the table says of it is not all."""
    if judged(standing, printing.words):
        return True
    if printing.is_annual and line.row[Results.VERDICT] in (Verdict.MET, Verdict.NOT_MET):
        return bool(line.row[Results.VERDICT] == Verdict.NOT_MET)
    return bool(line.row[Results.LIGHT] != Light.GREEN) or printing.is_year_over


def _further(line: Line, standing: Standing, printing: Printing) -> list[str]:
    """The verdict or the outlook, and a person's assessment."""
    words = printing.words
    row = line.row
    is_decided = printing.is_annual and row[Results.VERDICT] in (Verdict.MET, Verdict.NOT_MET)
    said = [verdict(standing, words)] if is_decided or printing.is_year_over else outlook(standing, words)
    if printing.is_annual and not is_decided and not printing.is_year_over and not is_missing(row[Results.RESULT]):
        said = [*said, verdict(standing, words)]
    explained = [explanation(line, words)] if is_decided and row[Results.VERDICT] == Verdict.NOT_MET else []
    return [each for each in (*said, judged(standing, words), *explained) if each]


def explanation(line: Line, words: Words) -> str:
    """What a person wrote of why a goal was not met: the written account. Comments and assessments stand apart."""
    return words.text("report_account", text=_sentence(line.account)) if line.account else ""


def is_explained(line: Line) -> bool:
    """Whether a person wrote why a goal was not met: a signed comment of the date, a written account, an assessment.

    An assessment that sets a green light says that the goal will be met, which explains no miss.
    """
    row = line.row
    is_signed = any(says_something(each[Comments.TEXT]) and written(each[Comments.AUTHOR]) for each in line.comments)
    is_assessed = row[Results.ASSESSMENT] in OFF and says_something(row[Results.ASSESSMENT_REASON])
    return is_signed or is_assessed or says_something(line.account)


def owed(lines: Sequence[Line]) -> list[Line]:
    """The goals that were not met and that nobody has explained."""
    return [
        line
        for line in lines
        if line.row[Results.VERDICT] == Verdict.NOT_MET and not line.is_computed and not is_explained(line)
    ]


def _comments(lines: Sequence[Line], words: Words) -> list[Block]:
    several = len({line.centre for line in lines}) > 1
    said: dict[str, None] = {}
    for line in lines:
        for each in line.comments:
            if is_missing(each[Comments.TEXT]):
                continue
            who = [str(each[Comments.AUTHOR])] if not is_missing(each[Comments.AUTHOR]) else []
            day = each[Comments.WRITTEN_ON] if not is_missing(each[Comments.WRITTEN_ON]) else each[Comments.AS_OF]
            signed = ", ".join([*who, words.day(day)])
            head = f"{line.centre}: " if several else ""
            said[words.text("report_comment", text=f"{head}{_sentence(str(each[Comments.TEXT]))}", signed=signed)] = (
                None
            )
    return [Paragraph(text) for text in said]


def _plans(lines: Sequence[Line], words: Words) -> list[Block]:
    """The open actions for the goals of a table, those past their deadline first; of many the first by name."""
    found: dict[tuple[str, str], Record] = {}
    for line in lines:
        for plan in line.plans:
            found.setdefault((str(plan["holder"]), str(plan[ActionPlans.ACTION])), plan)
    if not found:
        return []
    ordered = sorted(found.values(), key=lambda plan: plan[ActionPlans.IS_OVERDUE] != YesNo.YES)
    items = [_plan(plan, words) for plan in ordered[:_PLANS_SHOWN]]
    if len(found) > _PLANS_SHOWN:
        items.append(words.text("report_plans_more", count=len(found) - _PLANS_SHOWN))
    return [Paragraph(words.text("report_plans")), Bullets(tuple(items))]


def _plan(plan: Record, words: Words) -> str:
    about = [str(plan[name]).strip() for name in (ActionPlans.RESPONSIBLE, ActionPlans.DEADLINE) if plan[name]]
    status = plan[ActionPlans.STATUS]
    about += [] if is_missing(status) else [words.show(ActionPlans.STATUS, str(status)).casefold()]
    about += [words.text("plan_past_due")] if plan[ActionPlans.IS_OVERDUE] == YesNo.YES else []
    text = " ".join(str(plan[ActionPlans.ACTION]).split())
    return f"{text} ({', '.join(about)})" if about else text


def _sentence(text: str) -> str:
    """What a person wrote, as a sentence in a row."""
    joined = " ".join(text.split())
    return joined if joined.endswith((".", "!", "?")) else f"{joined}."
