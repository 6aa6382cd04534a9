"""What runs in the process of its own that reads a file from outside: the readers, and the answer on a file.

Nothing here loads pandas or asks anything of the user; the process may be ended at any moment.
"""

import pickle
import sys
from pathlib import Path

from schemas.errors import StepError


def main(source: str, answer: str, memory: int) -> None:
    """Read a file and leave what it holds.

    Args:
        source: The file to read.
        answer: Where to leave the grids, or the error.
        memory: The most bytes that this process may ask for.
    """
    _bound(memory)
    from workbook.exports.readers.every import read_grids

    result: object
    try:
        result = read_grids(Path(source))
    except StepError as error:
        result = error
    with Path(answer).open("wb") as file:
        pickle.dump(result, file, protocol=pickle.HIGHEST_PROTOCOL)


def _bound(memory: int) -> None:
    """Let the system itself refuse more memory, where it can; elsewhere the parent alone watches."""
    if sys.platform == "win32":
        return
    import resource

    limit = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = memory if limit == resource.RLIM_INFINITY else min(memory, limit)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, limit))
    except (ValueError, OSError):
        return  # some systems know the limit but take none
