"""WHERE the data sits: sheet layouts and their builder, the port to a workbook and its adapters, exports, registers."""
