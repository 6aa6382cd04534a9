"""What a workbook was before each command that wrote it: kept beside it, bounded, and put back byte for byte."""
