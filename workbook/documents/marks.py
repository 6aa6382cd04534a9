"""What every page of a document must say of its figures."""

from schemas.words.vocabulary import Words
from workbook.documents.model import Document


def mark_of(document: Document, words: Words) -> str:
    """That the figures are not locked, or made up; blank where neither is so.

    Args:
        document: The document.
        words: Its language.
    """
    draft = words.text("document_draft") if document.is_draft else ""
    example = words.text("example_mark") if document.is_example else ""
    return ". ".join(filter(None, (draft, example)))
