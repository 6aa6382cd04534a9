"""Files from outside, of every kind, as grids of cells."""
