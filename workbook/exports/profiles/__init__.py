"""Which profile a sheet is read by, what of it comes to nothing, and the one proposed."""
