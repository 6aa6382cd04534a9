"""Tests hold their tables as every command does: pandas is loaded as a command loads it, before anything else does.

They start a hundred processes that load the same libraries: what one of them compiles is kept for the others.
"""

import os
import sys
from pathlib import Path

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

from macros.lazy_imports import load_tables  # noqa: E402  what it loads is to be kept too

ROOT = Path(__file__).parents[1]
"""The project."""

load_tables()
