"""What happens on a save: the saved lesson is shown at once, the whole school right after."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Event, Lock, Thread

from builder.exam.kept import KeyFileError
from builder.i18n import StaffLanguage
from builder.markup.pool import keep_process
from builder.prepared import Prepared
from builder.preview.quick import MOST, Stamps, stamps, with_lessons
from builder.preview.server import FRAME, Application, Server
from builder.preview.state import State

log = logging.getLogger(__name__)

_PAUSE = 0.4  # seconds in which a browser fetches the saved page before all else is looked at


class Preview:
    """
    A school as it is being written; see `builder.site.serving.Preview`.

    Args:
        language: Of the words beside the phone.
        prepare: Loads, checks and encodes the whole school, with drafts.
        ready: Called with the address of the frame once it is there.

    Attributes:
        path: Of the frame on the server.
    """

    path = FRAME

    def __init__(
        self,
        language: StaffLanguage,
        prepare: Callable[[], Prepared],
        ready: Callable[[str], None],
    ) -> None:
        self.prepare, self.ready = prepare, ready
        self._server = Server(language)
        self._stamps: Stamps = {}
        self._saved = Event()
        self._lock = Lock()
        self._saves = 0

    def show(self, ready: Prepared) -> None:
        """Show another state of the school."""
        self._server.put(State(ready))

    def fail(self, reason: str) -> None:
        """Say that the last save could not be shown, and why."""
        self._server.fail(reason)

    def beside(self, pages: Application, mount: str) -> Application:
        """The application that answers for the frame and hands on all else to `pages`."""
        return self._server.around(pages, mount)

    def instead(self, pages: Application, mount: str) -> Application:
        """The same, which makes the pages too; from now on `saved` keeps them up to date."""
        keep_process()
        self._server.answers = True
        self._stamps = self._stamped(time.time_ns())
        Thread(target=self._follow, daemon=True).start()
        return self._server.around(pages, mount)

    def saved(self) -> None:
        """Some file was saved."""
        with self._lock:
            self._saves += 1
            try:
                self._show_lessons()
            except OSError:
                log.debug("a file was gone while it was read; the whole school follows")
        self._saved.set()

    def _show_lessons(self) -> None:
        """Show what was written in lessons that are there already, and templates as they are."""
        state = self._server.state
        if state is None:
            return
        now = stamps(state.school)
        paths = [path for path, stamp in now.items() if self._stamps.get(path) != stamp]
        if len(paths) <= MOST:
            self._server.put(with_lessons(state, paths))
            self._stamps = now

    def _follow(self) -> None:
        """Look at the whole school once nothing has been saved for a moment."""
        while True:
            self._saved.wait()
            self._saved.clear()
            if not self._saved.wait(_PAUSE):
                self._show_all()

    def _show_all(self) -> None:
        saves, begun = self._saves, time.time_ns()
        try:
            state = State(self.prepare())
            assert state.ready.exams is not None  # a kept key that cannot be read is said at once
        except KeyFileError as fault:
            self.fail(str(fault))
            return
        except Exception as fault:  # whatever it was, the next save is looked at
            log.exception("the school could not be read")
            self.fail(repr(fault))
            return
        with self._lock:
            if saves == self._saves:  # else this is older than what is shown
                self._server.put(state)
                self._stamps = self._stamped(begun)

    def _stamped(self, begun: int) -> Stamps:
        """The files as they were read; one that was written meanwhile is read again."""
        state = self._server.state
        found = stamps(state.school) if state else {}
        return {path: stamp for path, stamp in found.items() if stamp[0] < begun}
