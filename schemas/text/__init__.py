"""What people write, as typed values or findings: periods, numbers, bands; a column at a time."""
