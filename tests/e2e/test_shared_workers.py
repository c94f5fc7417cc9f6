"""Pages with a shared worker, whose requests nobody sees.

microsoft/playwright#33917: neither the page nor its context is told of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Program
from tests.kinds.app import Answer, App, page
from tests.kinds.runs import assert_honest, check, run, selectors, told

pytestmark = pytest.mark.e2e

DEFAULTS = "{usage: false, sharing: 'nobody'}"
READS = f"""
new SharedWorker('/reads.js').port.onmessage = said => show({{...{DEFAULTS}, ...said.data}});
"""
READING = """
onconnect = async ({ports: [page]}) => {
  const answer = await fetch('/values');
  page.postMessage(answer.ok ? await answer.json() : {});
};
"""
TELLS = """
new SharedWorker('/reads.js').port.onmessage = () => {};
fetch('/state').then(answer => answer.json()).then(show);
"""


def reading(app: App, *, works: bool) -> None:
    answer = Answer(dict(app.state)) if works else Answer({}, status=503)
    app.route("GET /values")(lambda _: answer)
    app.route("GET /reads.js")(lambda _: Answer(READING, kind="text/javascript"))


def test_what_a_shared_worker_has_read_is_not_known(program: Program, tmp_path: Path) -> None:
    with App(page(READS)) as app:
        reading(app, works=False)
        done = check(program, selectors(tmp_path, app))
        assert set(told(done).values()) == {"failed:unreadable"}, done.out
        assert "a shared worker" in str(done.results())


@pytest.mark.thorough
def test_a_file_may_say_that_nothing_depends_on_it(program: Program, tmp_path: Path) -> None:
    with App(
        page(TELLS.replace("fetch('/state')", "Promise.reject()") + "show({{state}});")
    ) as app:
        reading(app, works=False)
        more = '[requests]\nignore = ["SHARED WORKER"]'
        done = run(program, selectors(tmp_path, app, more=more))
        assert set(told(done).values()) == {"changed"}, done.out
        assert_honest(app, done)


def test_a_page_that_reads_for_itself_is_believed(program: Program, tmp_path: Path) -> None:
    with App(page(TELLS)) as app:
        reading(app, works=False)
        done = run(program, selectors(tmp_path, app))
        assert set(told(done).values()) == {"changed"}, done.out
        assert_honest(app, done)
