"""What a workbook keeps of its own past: what was computed when and from what, and the chain of its log."""
