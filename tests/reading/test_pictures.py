"""Every picture comes out as it tells: ``pytest tests/reading``; ``--golden`` writes what comes out anew."""

from collections import Counter
from difflib import ndiff
from pathlib import Path

import pytest

from tests.reading.drawn_files import BrokenPictureError
from tests.reading.pictures import pictures_in, write_outcome

FILES = sorted(Path(__file__).parent.glob("*.txt"))
PICTURES = [picture for path in FILES for picture in pictures_in(path)]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_comes_out_as_it_tells(picture, contract, tmp_path, request):
    if problem := _problem(picture, contract, tmp_path, request.config.getoption("--golden")):
        pytest.fail(f"{picture.path.name}, line {problem}", pytrace=False)


def _problem(picture, contract, folder, is_written):
    """In which line of its file something is wrong with a picture, and what; empty where nothing is."""
    try:
        found = picture.drawing.told(folder, contract)
    except BrokenPictureError as problem:
        return f"{problem.line}: {problem}"
    if is_written:
        write_outcome(picture, found)
        return ""
    if not picture.outcome:
        return f"{picture.line}: what comes out is not told yet; --golden writes it"
    if found != picture.outcome:
        lines = "\n".join(line.rstrip("\n") for line in ndiff(picture.outcome, found))
        return f"{picture.line}: it comes out otherwise (- is told, + comes out)\n{lines}"
    return ""


def test_every_picture_has_a_name_of_its_own():
    assert [name for name, count in Counter(picture.name for picture in PICTURES).items() if count > 1] == []
