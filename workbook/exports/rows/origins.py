"""Where rows came from: the file, sheet and cell behind each."""

from collections.abc import Iterator, Mapping, Sequence

from schemas.frames import Record, is_missing, numbered
from schemas.tables import FIGURES, KEYS, Origins
from schemas.written import written
from workbook.exports.rows.table_rows import TableRows


def origins_of(parts: Sequence[TableRows], digests: Mapping[str, str]) -> Iterator[Record]:
    """The origin of each row.

    Args:
        parts: The rows, as each sheet gave them.
        digests: The SHA-256 of each file, by its name.

    Yields:
        A record of ``Origins`` for each row whose keys are all known, without the number of the import.
    """
    for part in parts:
        figures = FIGURES[part.table]
        for row, record in numbered(part.frame):
            centre, measure, period = (record[key] for key in KEYS[part.table])
            if any(map(is_missing, (centre, measure, period))):
                continue
            shown = next((field for field in figures if not is_missing(record[field])), figures[0])
            place = part.understood.place(row, shown)
            yield {
                Origins.TABLE: part.table.name,
                Origins.CENTRE: centre,
                Origins.MEASURE: measure,
                Origins.PERIOD: period,
                Origins.FILE: place.file,
                Origins.SHA256: digests.get(place.file, ""),
                Origins.SHEET: place.sheet or None,
                Origins.CELL: place.cell or None,
                Origins.WRITTEN: written(part.table, record),
            }
