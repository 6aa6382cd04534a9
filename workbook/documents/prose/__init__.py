"""Sentences made of figures: a row of results in, a text out."""
