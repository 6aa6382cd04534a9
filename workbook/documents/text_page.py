"""A long text as one page: self-contained, without scripts, and every text escaped."""

from collections.abc import Sequence
from html import escape
from itertools import pairwise
from string import Template

from schemas.masking import masked
from schemas.words.vocabulary import Words

_CONTROLS = dict.fromkeys((*range(32), 127, *range(128, 160), *range(55296, 57344)), "�")
"""What no page can hold."""
_PAGE = Template("""<!DOCTYPE html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>$heading</title>
<style>
body { font-family: Calibri, Carlito, sans-serif; color: #1a1a1a; max-width: 70rem; margin: 2rem auto; padding: 1rem; }
h1 { color: #1f3864; font-size: 1.4rem; }
p { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; line-height: 1.4; }
p.first { font-weight: bold; margin-top: 1rem; }
</style>
</head>
<body>
<h1>$heading</h1>
$lines
</body>
</html>
""")


def text_page(lines: Sequence[str], words: Words) -> str:
    """The page as HTML.

    Args:
        lines: The text; the first line is its heading, and a line after a blank one begins a part.
        words: The reader's language.

    Returns:
        A whole document, to be written as UTF-8. It asks for nothing outside itself. Personal numbers are not in it.
    """
    told = []
    for before, line in pairwise(lines):
        if line:
            told.append(f'<p class="first">{_text(line)}</p>' if not before else f"<p>{_text(line)}</p>")
    return _PAGE.substitute(language=words.language, heading=_text(lines[0]), lines="\n".join(told))


def _text(line: str) -> str:
    return escape(masked(line.translate(_CONTROLS)))
