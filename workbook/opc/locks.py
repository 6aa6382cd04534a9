"""Whether a sheet, or a workbook's structure, is locked by a password."""

from collections.abc import Mapping

_TRUE = frozenset({"1", "true", "on"})
_NONE = frozenset({"", "0000"})
_PASSWORDS = ("password", "hashValue", "workbookPassword", "workbookHashValue")
"""The old short form and the new one, of sheets and of the workbook."""


def has_password(attributes: Mapping[str, str]) -> bool:
    """Whether a protection is in force and asks for a password; one without is opened by anybody, as our own are.

    Args:
        attributes: Those of ``sheetProtection`` or ``workbookProtection``.
    """
    inside = attributes.get("sheet", attributes.get("lockStructure", "0")) in _TRUE
    return inside and any(attributes.get(name, "") not in _NONE for name in _PASSWORDS)
