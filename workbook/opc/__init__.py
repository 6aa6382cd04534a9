"""The package that .xlsx files are: parts, references, styles, number formats and cells, for all that read it."""
