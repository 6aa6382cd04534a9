"""Readers of files from outside, one for each kind."""
