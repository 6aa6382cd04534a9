"""The report to the committee, of a half-year or a year."""

from macros.steps.documents.material import Material
from workbook.documents.model import Document


def half_year_report(material: Material) -> Document:
    """The report to the committee, of a half-year or a year."""
    return Document(str(material.year), ())


def annual_report(material: Material) -> Document:
    """The report to the committee, of a half-year or a year."""
    return Document(str(material.year), ())
