"""A long text in a few words: enough to know it by in a message or a narrow cell."""

_LETTERS = 60


def in_few_words(text: object) -> str:
    """What stands before a text's first line end, full stop or colon, cut between words where that is long."""
    line = next(iter(str(text).strip().splitlines()), "")
    first = line.split(". ")[0].split(": ")[0].rstrip(".")
    return first if len(first) <= _LETTERS else f"{first[:_LETTERS].rsplit(' ', 1)[0]} …"
