"""WHAT the data is: tables, codes, periods, values, issues, vocabulary and dated parameters.

Nothing here knows Excel, and nothing here computes a figure of a contract.
"""
