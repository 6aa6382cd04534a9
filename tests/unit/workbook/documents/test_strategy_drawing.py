"""The map as a picture: it looks as it did, with tolerance; the web page's is text that can be read and searched."""

import io
from pathlib import Path

import numpy as np
import pytest
from lxml import etree
from PIL import Image

from tests.unit.workbook.strategy.maps import sample
from workbook.documents.strategy_drawing import map_picture

KNOWN = Path(__file__).parents[3] / "golden" / "strategy_map.png"
_WIDTH = 420  # pixels, at which letters are still told apart
_MEAN, _WORST = 4.0, 60.0  # of 255: over the whole picture, and over each of its squares
_SQUARE = 12


def shrunk(picture):
    image = Image.open(io.BytesIO(picture)).convert("L")
    return image.resize((_WIDTH, round(image.height * _WIDTH / image.width)), Image.Resampling.BOX)


def squares(difference):
    """The mean difference of each square of the picture."""
    height, width = (side - side % _SQUARE for side in difference.shape)
    parts = difference[:height, :width].reshape(height // _SQUARE, _SQUARE, width // _SQUARE, _SQUARE)
    return parts.mean(axis=(1, 3))


@pytest.fixture(scope="module")
def drawn():
    return map_picture(sample(), "png")


def test_it_looks_as_it_did(drawn, request):
    image = shrunk(drawn)
    if request.config.getoption("--golden"):
        image.quantize(16).save(KNOWN, optimize=True)
    known = Image.open(KNOWN).convert("L")
    assert image.size == known.size
    difference = np.abs(np.asarray(image, float) - np.asarray(known, float))
    assert difference.mean() < _MEAN
    assert squares(difference).max() < _WORST


def test_a_box_that_moved_would_be_seen(drawn):
    image = np.asarray(shrunk(drawn), float)
    moved = np.roll(image, 8, axis=0)
    assert np.abs(image - moved).mean() > _MEAN


def test_the_web_pages_picture_holds_its_texts_and_lights_in_words():
    picture = map_picture(sample(), "svg")
    assert picture == map_picture(sample(), "svg")
    shown = "".join(etree.fromstring(picture).itertext())
    for text in ("By/Samfund", "Adgang til arbejde", "● Grøn", "▲ Rød", "[ikke læseligt i kilden]", "Temadag"):
        assert text in shown
