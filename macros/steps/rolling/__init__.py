"""Next year's workbooks, made of this year's: what comes along, what stays behind, what must be decided."""
