"""A question, or a last word, with lines above it: as many as the host's box has room for."""

from collections.abc import Sequence

from schemas.words.vocabulary import Words

OF_A_MESSAGE, OF_AN_ANSWER = 900, 250
"""Letters that Excel's boxes hold: one with yes and no, and one with an answer."""


def listed_question(lines: Sequence[str], question: str, language: Words, most: int = OF_A_MESSAGE) -> str:
    """Lines and a question; lines that there is no room for are counted.

    Args:
        lines: What the question is about.
        question: The question itself, or what is told last; may be empty.
        language: The user's language.
        most: How many letters there is room for.
    """
    room = most - len(question) - len(language.text("and_more", count=len(lines)))
    kept: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    more = len(lines) - len(kept)
    counted = [language.text("and_more", count=more)] if more else []
    return "\n".join([*kept, *counted, *([question] if question else [])])
