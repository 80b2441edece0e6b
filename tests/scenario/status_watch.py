"""Asks the service for its status, again and again, while something is wrong."""

import threading
import time

MOMENT = 5  # seconds; sanitizers and a busy machine included


class StatusWatch:
    """Use as a context manager: it ends with an assertion that every question was answered, each within a moment."""

    def __init__(self, scenario):
        self._scenario = scenario
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._ask, daemon=True)
        self.answered = 0
        self.unanswered = 0
        self.slowest = 0.0

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, failed, *_):
        self._ending.set()
        self._thread.join()
        if failed:
            return
        assert self.answered > 0, "nobody asked for the status"
        assert self.unanswered == 0, f"{self.unanswered} of {self.answered + self.unanswered} had no answer"
        assert self.slowest < MOMENT, f"an answer took {self.slowest:.1f} s"

    def _ask(self):
        while not self._ending.is_set():
            began = time.monotonic()
            if self._scenario.api("/api/v1/status"):
                self.answered += 1
            else:
                self.unanswered += 1
            self.slowest = max(self.slowest, time.monotonic() - began)
            self._ending.wait(0.1)
