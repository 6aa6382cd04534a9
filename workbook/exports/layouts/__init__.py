"""From a sheet as it stands to a table of rows: lists under a header, crosstabs, and what stands around them."""
