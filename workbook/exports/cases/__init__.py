"""Case lists: one row a case, counted to a centre's figure of a month where the rows are."""
