"""Checks of Excel and of what IT's policies say about macros, trusted folders and what Excel may start."""

from collections.abc import Iterator
from pathlib import Path

from macros.setup.check_result import CheckResult, Status
from macros.setup.machine import MAC, WINDOWS, Machine
from macros.setup.places import (
    EXCEL_OWN,
    EXCEL_POLICY,
    folder_allowed,
    is_network,
    named_by_policy,
    network_allowed,
    registered_folder,
    trusted_folder,
)
from schemas.issues.issue import Term

_CURRENT_EXCEL = r"HKCR\Excel.Application\CurVer"
_APP_PATH = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_MAC_EXCEL = Path("/Applications/Microsoft Excel.app")
ASR_CHILD = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
ASR_WIN32 = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"
ASR_RULES = {"asr_child": ASR_CHILD, "asr_win32": ASR_WIN32}
# Group Policy writes the first, Intune the second, Add-MpPreference the third; a value's name is the rule's GUID.
ASR_POLICY = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
ASR_MANAGER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
ASR_LOCAL = r"HKLM\SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
_ASR_STATES = {
    "0": (Status.OK, "asr_off", ""),
    "1": (Status.BAD, "asr_block", "asr_block"),
    "2": (Status.WARNING, "asr_audit", "asr_audit"),
    "5": (Status.OK, "asr_off", ""),
    "6": (Status.WARNING, "asr_warn", "asr_warn"),
}
_MACROS_ALL, _MACROS_ASK, _MACROS_SIGNED, _MACROS_NONE = 1, 2, 3, 4
_MACROS = {
    _MACROS_ALL: "macros_all",
    _MACROS_ASK: "macros_ask",
    _MACROS_SIGNED: "macros_signed",
    _MACROS_NONE: "macros_none",
}


def check_excel(machine: Machine) -> Iterator[CheckResult]:
    """Whether there is an Excel; without one closed files and the server still work."""
    where: object = None
    if machine.platform == WINDOWS:
        where = machine.registry(_CURRENT_EXCEL, "") or machine.registry(_APP_PATH, "")
    elif machine.platform == MAC:
        where = _MAC_EXCEL if machine.exists(_MAC_EXCEL) else None
    else:
        yield CheckResult(Status.OK, "excel", "excel_never")
        return
    if where:
        yield CheckResult(Status.OK, "excel", "excel", {"value": where})
    else:
        yield CheckResult(Status.WARNING, "excel", "excel_missing", {}, "excel")


def check_asr(machine: Machine) -> Iterator[CheckResult]:
    """Defender's rules on what Office may do: start Python, and call Windows from a macro."""
    if machine.platform != WINDOWS:
        return
    for check, rule in ASR_RULES.items():
        value = asr_value(machine, rule)
        status, found, remedy = _ASR_STATES.get(value, (Status.UNKNOWN, "asr_unknown", ""))
        yield CheckResult(status, check, found, {"rule": rule, "value": value or "–"}, remedy)


def asr_value(machine: Machine, rule: str) -> str:
    """What a rule is set to; empty where nothing is set where the user may look.

    Args:
        machine: The machine.
        rule: The rule's GUID.

    Returns:
        ``0`` off, ``1`` block, ``2`` audit, ``5`` not configured, ``6`` warn.
    """
    for name in (rule, rule.upper(), f"{{{rule}}}"):
        if (value := machine.registry(ASR_POLICY, name)) is not None:
            return str(value).strip()
    joined = str(machine.registry(ASR_MANAGER, "ASRRules") or "")
    for pair in joined.split("|"):
        name, _, value = pair.partition("=")
        if name.strip(" {}").casefold() == rule:
            return value.strip()
    local = machine.registry(ASR_LOCAL, rule)
    return "" if local is None else str(local).strip()


def check_macros(machine: Machine) -> Iterator[CheckResult]:
    """What Excel does with macros: the policy, or else the user's own choice."""
    if machine.platform != WINDOWS:
        return
    policy = machine.registry(EXCEL_POLICY, "VBAWarnings")
    value = policy if policy is not None else machine.registry(EXCEL_OWN, "VBAWarnings")
    # Without either Excel asks; that is its own default.
    number = value if isinstance(value, int) and value in _MACROS else _MACROS_ASK
    source = Term("doctor_by_user" if policy is None else "doctor_by_policy")
    details = {"value": "–" if value is None else value, "source": source}
    if number in {_MACROS_ALL, _MACROS_ASK}:
        yield CheckResult(Status.OK, "macros", _MACROS[number], details)
    elif trusts_us(machine):
        # A trusted folder goes before the macro setting: what stands in ours runs all the same.
        yield CheckResult(Status.WARNING, "macros", _MACROS[number], details, "macros_trusted")
    else:
        yield CheckResult(Status.BAD, "macros", _MACROS[number], details, "macros")
    blocked = machine.registry(EXCEL_POLICY, "blockcontentexecutionfrominternet")
    if blocked == 1:
        yield CheckResult(Status.WARNING, "internet", "internet_blocked", {}, "internet")
    else:
        yield CheckResult(Status.OK, "internet", "internet_default")


def trusts_us(machine: Machine) -> bool:
    """Whether Excel trusts our folder: named by IT or registered, there, and no policy against it."""
    folder, forbidden = registered_folder(machine), folder_allowed(machine)
    if _by_policy(machine):
        return True
    if folder is None or forbidden or not machine.exists(folder):
        return False
    return not is_network(folder) or network_allowed(machine)


def _by_policy(machine: Machine) -> bool:
    folder = registered_folder(machine) or trusted_folder(machine)
    return folder_allowed(machine) != "all" and named_by_policy(machine, folder)


def check_trust(machine: Machine) -> Iterator[CheckResult]:
    """Whether a policy forbids trusted folders, and whether ours is one."""
    if machine.platform != WINDOWS:
        return
    forbidden = folder_allowed(machine)
    if forbidden:
        found = "trust_all" if forbidden == "all" else "trust_own"
        yield CheckResult(Status.WARNING, "trust_policy", found, {}, "trust_policy")
    else:
        yield CheckResult(Status.OK, "trust_policy", "trust_allowed")
    folder = registered_folder(machine)
    if _by_policy(machine):
        yield CheckResult(Status.OK, "trust", "trust", {"path": folder or trusted_folder(machine)})
    elif forbidden:
        yield CheckResult(
            Status.WARNING, "trust", "trust_none", {"path": folder or trusted_folder(machine)}, "trust_policy"
        )
    elif folder is None:
        yield CheckResult(Status.WARNING, "trust", "trust_none", {"path": trusted_folder(machine)}, "install")
    elif not machine.exists(folder):
        yield CheckResult(Status.BAD, "trust", "trust_gone", {"path": folder}, "install")
    elif is_network(folder) and not network_allowed(machine):
        yield CheckResult(Status.WARNING, "trust", "trust_network", {"path": folder}, "trust_network")
    else:
        yield CheckResult(Status.OK, "trust", "trust", {"path": folder})
