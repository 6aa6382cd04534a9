"""What the year will end at."""
