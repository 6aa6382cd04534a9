"""Tests hold their tables as every command does: pandas is loaded as a command loads it, before anything else does."""

from macros.lazy_imports import load_tables

load_tables()
