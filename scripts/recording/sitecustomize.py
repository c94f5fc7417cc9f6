"""Notes which lines the programs execute that a test starts.

Python imports this module when it starts, if this folder is on its path.
"""

from __future__ import annotations

import atexit
import os
import sys

from recording import lines


def _follow() -> None:
    """Note what this process executes from now on; at its end, its environment names the test."""
    tracer = lines.tracer()

    def finish() -> None:
        tracer.stop()
        if test := os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" (")[0]:
            lines.write(test, lines.seen(tracer))

    atexit.register(finish)


if sys.orig_argv[1:3] == ["-m", "tests.warm"]:  # it forks for each program
    os.register_at_fork(after_in_child=_follow)
elif "offswitch" in sys.orig_argv[1:4]:
    _follow()
