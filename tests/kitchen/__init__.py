"""A user's workbook with (nearly) every feature Excel has, for tests that nothing of it is lost."""
