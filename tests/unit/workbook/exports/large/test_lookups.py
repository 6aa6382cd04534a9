"""Tables of texts by numbers: no text is taken for another."""

import numpy as np

from workbook.exports.large import lookups


def test_numbers_that_share_a_slot_keep_their_places():
    draw = np.random.default_rng(2008)
    lookup, learnt = lookups.Lookup(), []
    numbers = draw.integers(0, 1 << 62, 3000).astype(np.uint64)
    for _ in range(8):  # some thousand numbers in 65536 slots
        wanted = np.concatenate([numbers, numbers[::-1]])
        places = lookup.places(wanted, lambda row, wanted=wanted: learnt.append(int(wanted[row])))
        assert [learnt[place - 1] for place in places.tolist()] == wanted.tolist()
        numbers = np.concatenate([numbers[:1500], draw.integers(0, 1 << 62, 1500).astype(np.uint64)])
    assert len(learnt) == len(set(learnt))


def test_texts_of_different_bytes_have_different_numbers():
    texts = sorted({f"{'x' * length}{sign}{'y' * (length % 5)}".encode() for length in range(40) for sign in "abc"})
    data = b"".join(texts)
    lengths = np.array([len(text) for text in texts])
    starts = np.cumsum(lengths) - lengths
    assert len(set(lookups.mixed(lookups.words_of(data), starts, lengths).tolist())) == len(texts)
