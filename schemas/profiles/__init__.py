"""What a user has said of an export: the type, and the file it is written in."""
