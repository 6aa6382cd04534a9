"""Sheets and columns of a new workbook grafted into an older one, of which everything else stays as it is."""
