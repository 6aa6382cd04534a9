"""The buttons' names; kept light, for the command line's help names them too."""

BUTTON_NAMES = (
    "import",
    "preview",
    "validate",
    "recalculate",
    "undo",
    "explain",
    "import_all",
    "consolidate",
    "report",
    "register",
    "new",
    "goal",
    "update",
    "roll_over",
    "upgrade",
)
"""The buttons, named as the commands that do the same on closed files."""
