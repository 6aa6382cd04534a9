"""The live adapter: a workbook that is open in Excel, through xlwings, whether on the desktop or behind a server."""
