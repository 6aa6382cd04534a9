"""What ends the report: explanations that are owed, and appendices."""

from collections.abc import Sequence

from macros.steps.documents.goal_sections import owed
from macros.steps.documents.material import Material
from macros.steps.documents.report_lines import Line
from workbook.documents.model import Block, Bullets, Heading, Paragraph, TextKind


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
        return [heading, Paragraph(words.text("report_owed_none"))]
    lead = "report_owed_lead" if len(missing) > 1 else "report_owed_lead_one"
    return [
        heading,
        Paragraph(words.text(lead, count=len(missing)), TextKind.OWED),
        Bullets(tuple(words.text("report_named", **line.named) for line in missing)),
    ]


def appendices(material: Material) -> tuple[Block, ...]:
    """The report's appendices, each with a heading of its own, in order.

    Args:
        material: The workbooks.
    """
    return ()
