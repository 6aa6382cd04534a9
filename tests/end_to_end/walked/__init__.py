"""A made-up year of three centres: the raw figures, the exports that hold them, and what must come of them."""
