"""The package that .xlsx files are: parts, references, styles and number formats, cells; read by all, written by none."""
