"""The pages of a register that hold no data: their names, by which reading passes them over."""

from schemas.words.vocabulary import LANGUAGES, text_key
from schemas.words.vocabulary import words as vocabulary

PAGES = {
    "open": "register_open",
    "examples": "register_examples",
    "words": "register_words",
    "guide": "register_guide",
}
"""The pages, and their names in the vocabulary."""


def is_page_of_register(sheet: str) -> bool:
    """Whether a sheet is a page of examples, of words, of guidance, or of what is to be decided; in any language."""
    names = {text_key(vocabulary(language).sheet(page)) for language in LANGUAGES for page in PAGES.values()}
    return text_key(sheet) in names


def is_example_centre(name: str) -> bool:
    """Whether a goal's centre is the word by which examples are known."""
    return text_key(name) in {text_key(vocabulary(language).text("register_example_centre")) for language in LANGUAGES}
