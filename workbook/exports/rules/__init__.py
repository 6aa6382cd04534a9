"""What on a sheet speaks against its figures, and which rows and columns are no results."""
