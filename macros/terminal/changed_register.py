"""What is said of a change of the register: warnings, a sentence for each thing done, and what comes next."""

from typing import TYPE_CHECKING

from macros.terminal.console import say
from schemas.errors import ExitCode

if TYPE_CHECKING:
    from macros.steps.contract_changes.opened import OpenRegister
    from macros.steps.contract_changes.planned import Planned


def told_change(opened: "OpenRegister", planned: "Planned", is_dry: bool) -> int:
    """Write a change, and say what was done.

    Args:
        opened: The register.
        planned: The change.
        is_dry: Whether nothing is to be written.
    """
    from macros.steps.contract_changes.applying import apply
    from macros.terminal.finding_lines import finding_lines

    done = apply(opened, planned, is_dry)
    last = opened.words.text("register_would_change")
    if not is_dry:
        last = opened.words.text("register_changed", files=", ".join(path.name for path in done.paths))
    for line in [*finding_lines(done.issues, opened.words), *done.told, last]:
        say(line)
    return ExitCode.DONE
