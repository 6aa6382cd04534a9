"""The contract as a document, with its appendix of all goals."""

from macros.steps.documents.material import Material
from workbook.documents.model import Document


def contract_document(material: Material) -> Document:
    """The contract as a document, with its appendix of all goals."""
    return Document(str(material.year), ())
