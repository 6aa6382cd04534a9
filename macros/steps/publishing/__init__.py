"""The figures of workbooks, made ready to be published."""
