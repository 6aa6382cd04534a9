"""From bytes to cells: what kind a file is, and a reader for each kind."""
