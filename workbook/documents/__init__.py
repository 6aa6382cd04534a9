"""Documents for readers without the workbook: pages that can be mailed."""
