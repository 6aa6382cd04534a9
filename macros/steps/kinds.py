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
    periods = [at for at, field in enumerate(fields_of(raw, table)) if field == Observations.PERIOD]
    found: dict[tuple[int, str], Issue] = {}
    for at in [*unknown_columns(raw, table), *periods]:
        for number, row in enumerate(raw.rows):
            text = normal(row[at].text)
            is_other = says_running(text) if at in periods else text in others
            if is_other and (at, text) not in found:
                place, value = place_in(raw, number, at), row[at].text.strip()
                word = text.split()[0] if at in periods else text
                found[at, text] = Issue("title_no_results", place, value, {"word": word})
    return list(found.values())
