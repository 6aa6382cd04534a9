"""Pictures of exports in text files; ``README.md`` tells how one is read and added."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from tests.reading.drawings import Drawing

SECTION, HEADING = "# ", "## "
_OUTCOME = re.compile(r"taken:|(?:refused|cannot be opened)$")


@dataclass
class Picture:
    """A picture as it stands in its file.

    Args:
        path: The file.
        section: The heading above several pictures.
        heading: Its own heading.
        line: The line of that heading.
        lines: What stands below, until the next heading.
    """

    path: Path
    section: str
    heading: str
    line: int
    lines: list = field(default_factory=list)

    @property
    def name(self):
        """What tells it from all others."""
        return f"{self.path.stem}: {self.section}: {self.heading}"

    @property
    def _split(self):
        """Where what comes out begins."""
        starts = (at for at, line in enumerate(self.lines) if _OUTCOME.match(line))
        return next(starts, len(self.lines))

    @property
    def drawing(self):
        """What is drawn.

        Raises:
            BrokenPictureError: Something of it cannot be read.
        """
        return Drawing.of(self.line, self.lines[: self._split])

    @property
    def outcome(self):
        """What comes out, as lines; none where that is not told yet."""
        return [line.rstrip() for line in _without_end(self.lines[self._split :])]

    def with_outcome(self, lines):
        """Its lines with another outcome; all else as it stands."""
        drawn = self.lines[: self._split]
        if drawn == self.lines:
            drawn = [*_without_end(drawn), ""]
        return [*drawn, *lines, *self.lines[len(_without_end(self.lines)) :]]


def pictures_in(path):
    """The pictures of a file, in its order; nothing but their headings is understood yet."""
    found, section, is_inside = [], "", False
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1):
        if line.startswith(HEADING):
            found.append(Picture(path, section, line.removeprefix(HEADING).strip(), number))
            is_inside = True
        elif line.startswith(SECTION):
            section, is_inside = line.removeprefix(SECTION).strip(), False
        elif is_inside:
            found[-1].lines.append(line)
    return found


def write_outcome(picture, lines):
    """Write a picture's outcome into its file; all else stays as it is, byte for byte."""
    now = next(each for each in pictures_in(picture.path) if each.name == picture.name)
    content = picture.path.read_bytes()
    ending = b"\r\n" if b"\r\n" in content else b"\n"
    written = content.split(ending)
    written[now.line : now.line + len(now.lines)] = [line.encode() for line in now.with_outcome(lines)]
    picture.path.write_bytes(ending.join(written))


def _without_end(lines):
    """Lines without the blank ones at the end."""
    last = max((at for at, line in enumerate(lines, start=1) if line.strip()), default=0)
    return lines[:last]
