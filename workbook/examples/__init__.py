"""Exports and figures that ship as examples."""
