"""Tests hold their tables as every command does: pandas is loaded as a command loads it, before anything else does."""

from pathlib import Path

from macros.lazy_imports import load_tables

ROOT = Path(__file__).parents[1]
"""The project."""

load_tables()
