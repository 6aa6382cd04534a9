"""The contract with the citizen, a page a target group."""

from macros.steps.documents.material import Material
from workbook.documents.model import Document


def citizen_contract(material: Material) -> Document:
    """The contract with the citizen, a page a target group."""
    return Document(str(material.year), ())
