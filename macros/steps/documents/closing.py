"""What ends the report: explanations that are owed, and appendices."""

from collections.abc import Sequence

import pandas as pd

from macros.steps.documents.goal_sections import owed
from macros.steps.documents.material import Material
from macros.steps.documents.measure_appendix import measure_appendix
from macros.steps.documents.report_lines import Line
from macros.steps.documents.strategy_section import strategy_blocks
from schemas.codes import Verdict
from schemas.tables import Results
from workbook.documents.model import Block, Bullets, Heading, Paragraph, TextKind

_BELOW_CENTRE = 2


def missing_explanations(material: Material, lines: Sequence[Line]) -> list[Block]:
    """The goals that were not met and that nobody has explained; said too where there are none.

    Args:
        material: The workbooks.
        lines: The goals of the report.
    """
    words = material.words
    missing = owed(lines)
    heading = Heading(words.text("report_owed_heading"), 1, "manglende-forklaringer")
    if not missing:
        return [heading, Paragraph(words.text(_nothing_owed(lines)))]
    lead = "report_owed_lead" if len(missing) > 1 else "report_owed_lead_one"
    return [
        heading,
        Paragraph(words.text(lead, count=len(missing)), TextKind.OWED),
        Bullets(tuple(words.text("report_named", **line.named) for line in missing)),
    ]


def _nothing_owed(lines: Sequence[Line]) -> str:
    """The key of what is said where no explanation is owed: nothing is decided, nothing missed, or all is explained."""
    decided = {line.row[Results.VERDICT] for line in lines if not line.is_computed} - {Verdict.OPEN, None}
    if not decided:
        return "report_owed_undecided"
    return "report_owed_none" if Verdict.NOT_MET in decided else "report_owed_all_met"


def appendices(material: Material) -> tuple[Block, ...]:
    """The report's appendices, each with a heading of its own, in order.

    Args:
        material: The workbooks.
    """
    words, parts = material.words, material.parts
    maps = [strategy_blocks(part, words, 1 if len(parts) == 1 else _BELOW_CENTRE) for part in parts]
    blocks: list[Block] = []
    for part, own in zip(parts, maps, strict=True):
        # One centre's map needs no name: the report is about it.
        blocks += [Heading(part.holder, 1), *own] if own and len(parts) > 1 else own
    measures = pd.concat([part.measures for part in parts], ignore_index=True)
    goals = pd.concat([part.goals for part in parts], ignore_index=True)
    return (*blocks, *measure_appendix(measures, goals, words))
