"""Tests of what the workbook keeps of its past."""
