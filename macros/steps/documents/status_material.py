"""The material of a centre's status meeting."""

from macros.steps.documents.material import Material
from workbook.documents.model import Document


def status_material(material: Material) -> Document:
    """The material of a centre's status meeting."""
    return Document(str(material.year), ())
