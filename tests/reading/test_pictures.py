"""Every picture comes out as it tells: ``pytest tests/reading``; ``--golden`` writes what comes out anew."""

from collections import Counter
from pathlib import Path

import pytest

from tests.reading.drawn_files import BrokenPictureError
from tests.reading.pictures import pictures_in, write_outcome

FILES = sorted(Path(__file__).parent.glob("*.txt"))
PICTURES = [picture for path in FILES for picture in pictures_in(path)]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_comes_out_as_it_tells(picture, contract, tmp_path, request):
    try:
        found = picture.drawing.told(tmp_path, contract)
    except BrokenPictureError as problem:
        pytest.fail(f"{picture.path.name}, line {problem.line}: {problem}", pytrace=False)
    if request.config.getoption("--golden"):
        write_outcome(picture, found)
        return
    if not picture.outcome:
        pytest.fail(f"{picture.path.name}, line {picture.line}: what comes out is not told yet; --golden writes it")
    assert "\n".join(found) == "\n".join(picture.outcome)


def test_every_picture_has_a_name_of_its_own():
    assert [name for name, count in Counter(picture.name for picture in PICTURES).items() if count > 1] == []
