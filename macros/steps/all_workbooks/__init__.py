"""Steps on many workbooks at once: a folder of them, and one export for all centres."""
