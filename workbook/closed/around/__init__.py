"""What stands around the tables that are written to a closed file and goes along: references, comments, filters."""
