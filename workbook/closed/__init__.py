"""A closed .xlsx file as a book: only the cells written change; every other byte of the user's stays.

Written by hand because the libraries measured lose what users add (charts, sparklines, slicers, x14 rules,
controls, threaded comments). lxml reads the small parts, expat gives the byte offsets at which sheets are spliced.
"""
