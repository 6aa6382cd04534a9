"""Files from outside, as cells with address, kind and number format: csv and xlsx, long layout."""
