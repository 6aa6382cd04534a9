"""What an import says of figures that it has replaced: which LIS had given, and which somebody had written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from macros.steps.merging import Replaced
from macros.steps.tracing import Key, OldOrigins, Provenance
from schemas.fields import Field, Kind, Table
from schemas.frames import Record, is_missing
from schemas.issues.issue import Issue, Place, Term
from schemas.masking import Amount
from schemas.reading import Understood
from schemas.tables import FIGURES, KEYS, MARK, BudgetLines
from schemas.text.amounts import kroner
from schemas.words.vocabulary import Words
from schemas.written import compared, written

_MOST_LINES = 30
"""Lines of the log for the changes of one import; whoever has more finds them on the sheet of findings."""
_LONGEST_LINE = 900
"""Letters of such a line, so that a cell shows it."""


@dataclass(frozen=True)
class Difference:
    """A replaced row, and who had given what stood there.

    Args:
        replaced: The row before and after.
        provenance: Whose the old figures were; None where there was none, so that none was replaced.
    """

    replaced: Replaced
    provenance: Provenance | None


def differences(replaced: Sequence[Replaced], origins: OldOrigins) -> list[Difference]:
    """Tell for each replaced row whose its figures were.

    Args:
        replaced: The rows that an import changes.
        origins: What the workbook knows of where its figures came from.
    """
    return [Difference(each, _provenance(each, origins)) for each in replaced]


def _provenance(replaced: Replaced, origins: OldOrigins) -> Provenance | None:
    """Whose the figures were; what the row did not have yet is filled in, and replaces nothing."""
    table, before, after = replaced.table, replaced.before, replaced.after
    lost = any(not is_missing(before.get(name)) and before.get(name) != after.get(name) for name in compared(table))
    return origins.provenance(_key(replaced), written(table, before)) if lost else None


def _key(replaced: Replaced) -> Key:
    return (replaced.table.name, *(replaced.after[column] for column in KEYS[replaced.table]))


def replaced_figures(found: Sequence[Difference], words: Words) -> dict[Key, str]:
    """What stood in each row whose figures were replaced, by table, centre, measure (account) and period."""
    return {
        _key(each.replaced): str(figures_text(each.replaced.table, each.replaced.before, words))
        for each in found
        if each.provenance is not None
    }


def difference_issues(found: Sequence[Difference], tables: Mapping[str, Understood], words: Words) -> list[Issue]:
    """A warning for each figure that was replaced by another.

    Args:
        found: The differences.
        tables: The workbook's tables by name, which tell where the figures stand.
        words: The language of the figures.
    """
    return [
        _issue(each, each.provenance, _place(each.replaced, tables[each.replaced.table.name]), words)
        for each in found
        if each.provenance is not None
    ]


def _place(replaced: Replaced, understood: Understood) -> Place:
    """The workbook's cell of the first figure that is replaced."""
    moved = (name for name in FIGURES[replaced.table] if replaced.before.get(name) != replaced.after.get(name))
    there = (name for name in moved if not is_missing(replaced.before.get(name)))
    row = int(understood.frame.index[replaced.at])
    return understood.place(row, next(there, FIGURES[replaced.table][0]))


def _issue(found: Difference, provenance: Provenance, place: Place, words: Words) -> Issue:
    replaced = found.replaced
    centre, what, period = (replaced.after[column] for column in KEYS[replaced.table])
    typed = "typed_or_of_register" if replaced.table is BudgetLines else "typed_by_hand"
    details = {
        "centre": centre,
        "measure": named(replaced.table, what, words),
        "period": period,
        "old": figures_text(replaced.table, replaced.before, words),
        "typed": Term(typed),
    }
    new = figures_text(replaced.table, replaced.after, words)
    match provenance:
        case Provenance.LIS:
            return Issue("month_figure", place, new, details)
        case Provenance.TYPED:
            return Issue("typed_figure", place, new, details)
        case Provenance.UNKNOWN:
            return Issue("figure_changed", place, new, details)


def named(table: type[Table], what: object, words: Words) -> object:
    """A measure's code, or an account by its word."""
    return words.show(BudgetLines.ACCOUNT, str(what)) if table is BudgetLines else what


def change_lines(found: Sequence[Difference], words: Words) -> list[tuple[str, Sequence[Key]]]:
    """The old and new value of each change for the log, many in a line; each line with the rows that it tells of.

    Args:
        found: The differences.
        words: The workbook's language.

    Returns:
        A line for each centre and measure, those with written figures first; a bounded number, and the last one says
        how many changes are left out.
    """
    lines: list[tuple[str, Sequence[Key]]]
    lines = [(line, [key]) for _, line, key in sorted(_lines(found, words), key=lambda each: each[0])]
    if len(lines) <= _MOST_LINES:
        return lines
    over = lines[_MOST_LINES - 1 :]
    left = sum(line.count(_ARROW) for line, _ in over)
    rest = words.text("log_changes_left", count=left, sheet=words.sheet("validation"))
    return [*lines[: _MOST_LINES - 1], (rest, [key for _, keys in over for key in keys])]


_ARROW = " → "


def _lines(found: Sequence[Difference], words: Words) -> Iterator[tuple[int, str, Key]]:
    """Whether nothing written stands in a line, the line, and what it is about."""
    groups: dict[tuple[object, ...], list[Difference]] = {}
    for each in found:
        groups.setdefault(_key(each.replaced)[:-1], []).append(each)
    for key, group in groups.items():
        _, centre, what = key
        head = words.text("log_changes", centre=centre, measure=named(group[0].replaced.table, what, words))
        part, typed = head, False
        for each in group:
            told = _told(each, words)
            if len(part) + len(told) > _LONGEST_LINE:
                yield int(not typed), part.rstrip(";"), key
                part, typed = head, False
            part += f" {told};"
            typed = typed or each.provenance is Provenance.TYPED
        yield int(not typed), part.rstrip(";"), key


def _told(found: Difference, words: Words) -> str:
    replaced = found.replaced
    period = replaced.after[KEYS[replaced.table][-1]]
    old, new = (figures_text(replaced.table, record, words) for record in (replaced.before, replaced.after))
    mark = f" ({words.text('log_typed')})" if found.provenance is Provenance.TYPED else ""
    return f"{period} {old}{mark}{_ARROW}{new}"


def figures_text(table: type[Table], record: Record, words: Words) -> Amount:
    """A row's figures as people read them; amounts in kroner."""
    kinds = {str(field): field.kind for field in table.fields}
    values = [_shown(name, record.get(name), kinds) for name in compared(table)]
    shown = [value for value in values if not is_missing(value)]
    return Amount(" / ".join(words.number(each) if isinstance(each, float) else str(each) for each in shown) or "–")


def _shown(name: Field | str, value: object, kinds: dict[str, Kind]) -> object:
    if is_missing(value) or name == MARK or kinds.get(name) is not Kind.AMOUNT:
        return value
    assert isinstance(value, int)
    return kroner(value)
