"""From rows of cells to rows of our tables: completed, scaled, named, and only the workbook's own."""
