"""What the workbook keeps of its own past: what was computed when, and from what."""
