"""What the year will end at, and what the rest of it must deliver."""
