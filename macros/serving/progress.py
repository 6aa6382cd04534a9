"""How far a run has come, kept for the task pane to ask; and which run a request belongs to."""

import threading
from collections import OrderedDict
from contextvars import ContextVar

RUN: ContextVar[str] = ContextVar("run", default="")
"""The run that the current request is; set from its header, seen also in the thread that does the work."""
_MOST = 256  # runs remembered at once; the oldest is forgotten


class Progress:
    """The latest words of each run."""

    def __init__(self) -> None:
        self._texts: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def tell(self, run: str, text: str) -> None:
        """Remember what a run does now; a run without a name is nobody's."""
        if not run:
            return
        with self._lock:
            self._texts[run] = text
            self._texts.move_to_end(run)
            while len(self._texts) > _MOST:
                self._texts.popitem(last=False)

    def text(self, run: str) -> str:
        """What a run does now; empty where nothing is known of it."""
        with self._lock:
            return self._texts.get(run, "")

    def end(self, run: str) -> None:
        """Forget a run."""
        with self._lock:
            self._texts.pop(run, None)


PROGRESS = Progress()
