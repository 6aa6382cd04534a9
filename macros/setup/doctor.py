"""``resultatkontrakt doctor``: looks at the machine and says what stands in the way. It changes nothing.

pandas is not loaded on the way: the doctor must also speak where an installation is broken.
"""

import json
from collections.abc import Sequence

from macros.setup.check_result import CheckResult, Status
from macros.setup.checks_place import check_console, check_long_paths, check_office, check_onedrive
from macros.setup.checks_policy import check_asr, check_excel, check_macros, check_trust
from macros.setup.checks_python import check_licence, check_packages, check_python, check_settings
from macros.setup.machine import Machine
from schemas.errors import ExitCode
from schemas.words.vocabulary import Words

_HEADS = {
    Status.OK: "doctor_ok",
    Status.WARNING: "doctor_warn",
    Status.BAD: "doctor_bad",
    Status.UNKNOWN: "doctor_unknown",
}


def examine(machine: Machine, xlwings: str | None) -> list[CheckResult]:
    """Run all checks.

    Args:
        machine: The machine.
        xlwings: The version of xlwings that the macro workbook embeds; None where it is not known.

    Returns:
        What was found, in the order in which it is shown.
    """
    return [
        *check_python(machine),
        *check_excel(machine),
        *check_packages(machine, xlwings),
        *check_settings(machine),
        *check_asr(machine),
        *check_macros(machine),
        *check_trust(machine),
        *check_onedrive(machine),
        *check_long_paths(machine),
        *check_console(machine),
        *check_licence(machine),
        *check_office(machine),
    ]


def exit_code(findings: Sequence[CheckResult]) -> ExitCode:
    """0 where nothing is bad, 1 otherwise."""
    return ExitCode.REFUSED if any(finding.status is Status.BAD for finding in findings) else ExitCode.DONE


def finding_lines(findings: Sequence[CheckResult], words: Words) -> list[str]:
    """The findings for a terminal: shape and word, what was checked, what was found; below, what to do."""
    heads = {status: words.text(key) for status, key in _HEADS.items()}
    width = max(map(len, heads.values()))
    lines = []
    for finding in findings:
        check = words.text(f"doctor_check_{finding.check}")
        lines.append(f"{heads[finding.status].ljust(width)}  {check}: {finding.found_text(words)}")
        if remedy := finding.remedy_text(words):
            lines.append(f"{'':{width}}  {words.text('doctor_do', remedy=remedy)}")
    counts = {status.value: sum(finding.status is status for finding in findings) for status in Status}
    return [*lines, "", words.text("doctor_counts", **counts)]


def findings_json(findings: Sequence[CheckResult], words: Words) -> str:
    """The findings as one JSON object; where nothing need be done the remedy is null."""
    checks = [
        {
            "check": finding.check,
            "status": finding.status.value,
            "found": finding.found_text(words),
            "remedy": finding.remedy_text(words) or None,
        }
        for finding in findings
    ]
    return json.dumps({"checks": checks}, ensure_ascii=False)
