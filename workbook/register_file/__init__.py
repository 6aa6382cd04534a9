"""The file of a contract register, changed cell by cell: a csv or a workbook of the user's own."""
