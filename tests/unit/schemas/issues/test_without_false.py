"""What is said of how a file was taken holds only for a file that is taken."""

from schemas.issues.issue import Issue, Place, without_false
from schemas.words.vocabulary import words


def test_another_files_errors_change_nothing():
    taken, refused = Issue("layout_proposed", Place("a.csv")), Issue("layout_proposed", Place("b.csv"))
    error = Issue("not_a_number", Place("b.csv", "", 2, "Værdi", "D2"), "x")
    assert without_false([taken, refused, error]) == [taken, error]
    assert error.message(words())
