"""Whether all figures of a workbook are in: goal by goal and month by month."""
