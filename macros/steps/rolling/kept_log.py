"""The log that a workbook of next year begins with: where the figures that come along came from, then the roll-over."""

from datetime import datetime

import pandas as pd

from macros.steps.log import LogLine, log_line, log_lines
from macros.steps.rolling.old_year import OldYear
from schemas.frames import records
from schemas.tables import LogLines, Origins


def kept_log(old: OldYear, origins: pd.DataFrame, detail: str, now: datetime) -> list[LogLine]:
    """The lines, oldest first; the new workbook's own chain begins with them.

    Args:
        old: The year that ends.
        origins: Where the figures that come along came from.
        detail: What was carried.
        now: The time.

    Returns:
        The old log's imports of those figures, and what it tells of figures and parameters that people have written:
        who and when, so that the new workbook tells no later day, and nothing twice. Then that of the roll-over.
    """
    words = old.words
    files = {str(row[Origins.SHA256]) for row in records(origins)}
    told = {words.text("step_typed"), words.text("step_parameter")}
    raw = old.raws.get(LogLines.name)
    standing = [] if raw is None else list(log_lines(raw).values())
    kept = [
        {**line, LogLines.CHAIN: None}
        for line in standing
        if str(line.get(LogLines.SHA256) or "") in files or line.get(LogLines.STEP) in told
    ]
    return [*kept, log_line(words.text("step_roll_over"), detail, now, old.path, old.digest)]
