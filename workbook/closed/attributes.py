"""What a file has beside its content: mode, owner, group and further attributes, kept when it is replaced."""

import contextlib
import os
import shutil
import sys
from pathlib import Path


def keep_attributes(old: Path, new: Path) -> None:
    """Give a new file what the old one has, as far as the system allows.

    Args:
        old: The file that is to be replaced.
        new: The one that takes its place.
    """
    if sys.platform != "win32":
        _keep_owner(old, new)  # before the mode, of which a change of owner takes away
    shutil.copymode(old, new)
    if sys.platform == "linux":
        _keep_extended(old, new)


if sys.platform != "win32":

    def _keep_owner(old: Path, new: Path) -> None:
        """Owner and group; only an administrator gives files away, but a group of one's own anybody may set."""
        theirs, ours = old.stat(), new.stat()
        if (theirs.st_uid, theirs.st_gid) == (ours.st_uid, ours.st_gid):
            return
        try:
            os.chown(new, theirs.st_uid, theirs.st_gid)
        except OSError:
            with contextlib.suppress(OSError):
                os.chown(new, -1, theirs.st_gid)


if sys.platform == "linux":

    def _keep_extended(old: Path, new: Path) -> None:
        """Extended attributes, access lists among them; each for itself, for some are the system's own."""
        with contextlib.suppress(OSError):
            for name in os.listxattr(old):
                with contextlib.suppress(OSError):
                    os.setxattr(new, name, os.getxattr(old, name))
