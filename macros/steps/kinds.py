"""Columns of a list that nothing is known of, but whose texts say that figures are budgets, targets or forecasts."""

from macros.steps.scales import unknown_columns
from schemas.cells import RawTable
from schemas.fields import Table
from schemas.issues import Issue
from schemas.labels import listed, says_running
from schemas.reading import fields_of, place_in
from schemas.tables import Observations
from schemas.vocabulary import normal


def kind_issues(raw: RawTable, table: type[Table]) -> list[Issue]:
    """Texts beside the figures of a list that say they are no results of their months.

    Args:
        raw: The list.
        table: What it is a list of; budget lines are no results.

    Returns:
        An error for each such text, at its first cell.
    """
    if raw.addresses or table is not Observations:
        return []
    others = {*listed("no_results_words"), *listed("no_results_sheets")}
    found: dict[tuple[int, str], Issue] = {}
    for at in unknown_columns(raw, table):
        for number, row in enumerate(raw.rows):
            word = normal(row[at].text)
            if word in others and (at, word) not in found:
                place, value = place_in(raw, number, at), row[at].text.strip()
                found[at, word] = Issue("title_no_results", place, value, {"word": word})
    known = fields_of(raw, table)
    for at in (at for at, field in enumerate(known) if field == Observations.PERIOD):
        for number, row in enumerate(raw.rows):
            word = normal(row[at].text)
            if (at, word) not in found and says_running(word):
                value = row[at].text.strip()
                found[at, word] = Issue("title_no_results", place_in(raw, number, at), value, {"word": word.split()[0]})
    return list(found.values())
