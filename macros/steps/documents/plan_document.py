"""The action plans as a document."""

from macros.steps.documents.material import Material
from workbook.documents.model import Document


def plan_document(material: Material) -> Document:
    """The action plans as a document."""
    return Document(str(material.year), ())
