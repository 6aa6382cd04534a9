"""Messy exports as pictures: text files in which a sheet is drawn and what comes out of it is told."""
