"""What is published: a statistical workbook that everybody can use, and the same tables as csv."""
