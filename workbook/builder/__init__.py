"""Makes workbooks with XlsxWriter from the layout and the vocabulary."""
