"""A plugin of pytest that notes which lines each test executes in pytest's own process."""

from __future__ import annotations

from collections import defaultdict

import pytest

from recording import lines


class _Lines:
    """One context of the tracer for each test."""

    def __init__(self) -> None:
        self._tracer = lines.tracer()
        self._seconds: dict[str, float] = defaultdict(float)
        self._useless: set[str] = set()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Assign to a test what is executed from now on."""
        self._tracer.switch_context(nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add up how long a test takes; one that does not pass can notice nothing."""
        self._seconds[report.nodeid] += report.duration
        if not report.passed:
            self._useless.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        """Write everything."""
        self._tracer.stop()
        for test, seconds in self._seconds.items():
            if test not in self._useless:
                lines.write(test, lines.seen(self._tracer, test), seconds)


def pytest_configure(config: pytest.Config) -> None:
    """Begin, in every process that runs tests itself."""
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        config.pluginmanager.register(_Lines())
