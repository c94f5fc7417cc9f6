"""A platform without Python that needs a sign-in: its selector file says where, and what shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Program
from tests.kinds.app import LOADS, OFF, ON, PLATFORM, Answer, App, Request, page
from tests.kinds.runs import check, run, selectors, told

pytestmark = pytest.mark.e2e

CHANGED, OK = dict.fromkeys(ON, "changed"), dict.fromkeys(ON, "ok")
SIGNED_OUT = dict.fromkeys(ON, "unreachable:sign_in")
ACCOUNT = "<button>Your account</button>"
HOME = f'{ACCOUNT}<h1>Home</h1><p><a href="/settings">Data settings</a></p>'
# The person's part: a moment after the page is there, they have typed and sent the form.
SIGN_IN = """<h1>Sign in</h1><script>
setTimeout(() => fetch('/session', {method: 'POST', body: 'password'})
  .then(() => location.assign('/')), 300);
</script>"""
SESSION = """
[session]
sign_in = "{url}/sign-in"
signed_in = "account"
home = "{url}/"
cookies = ["sid"]
"""
ELEMENTS = """
account = [{ by = "role", role = "button", name = "Your account" }]
data_settings = [{ by = "role", role = "link", name = "Data settings" }]
"""


@pytest.fixture
def walled() -> Iterator[App]:
    """An app whose every page leads to the sign-in page without the cookie of a session that is alive."""
    with App(page(LOADS, head=ACCOUNT)) as app:
        alive = {"first"}

        def only_for_members(request: Request, body: str) -> Answer:
            cookie = next((v for k, v in request.headers.items() if k.lower() == "cookie"), "")
            if any(f"sid={sid}" in cookie for sid in alive):
                return Answer(body)
            return Answer(status=302, headers=(("Location", "/sign-in"),))

        @app.route("POST /session")
        def begin(_: Request) -> Answer:
            alive.add("second")
            return Answer({}, headers=(("Set-Cookie", "sid=second; HttpOnly; Path=/"),))

        @app.route("POST /end")
        def end(_: Request) -> Answer:
            alive.clear()
            return Answer({})

        app.route("GET /sign-in")(lambda _: Answer(SIGN_IN))
        app.route("GET /")(lambda request: only_for_members(request, HOME))
        app.route("GET /settings")(lambda request: only_for_members(request, app.drawn()))
        yield app


@pytest.mark.long
def test_a_platform_without_python_is_signed_in_to_and_reached_by_its_menus(
    program: Program, walled: App, tmp_path: Path
) -> None:
    folder = selectors(
        tmp_path,
        walled,
        paths=("/moved", "/settings"),
        elements=ELEMENTS,
        usage='path = ["data_settings"]',
        more=SESSION.format(url=walled.url),
    )
    mine = ("--selectors", str(folder))
    before = run(program, folder)
    assert told(before) == SIGNED_OUT, before.out
    assert f"offswitch login {PLATFORM}" in before.out

    signed_in = program("login", PLATFORM, "--headless", *mine)
    assert signed_in.code == 0, signed_in.err
    done = run(program, folder)
    assert told(done) == CHANGED, done.out
    assert walled.state == OFF

    walled.reply(Request("POST", "/end", "", {}, b""))
    ended = check(program, folder)
    assert told(ended) == SIGNED_OUT, ended.out

    walled.route("GET /sign-in")(lambda _: Answer("<h1>Sign in</h1>"))
    walled.reply(Request("POST", "/session", "", {}, b""))
    cookie = {"name": "sid", "value": "second", "domain": "127.0.0.1", "path": "/"}
    export = tmp_path / "cookies.json"
    export.write_text(json.dumps([cookie]), encoding="utf-8")
    imported = program("login", PLATFORM, "--import", str(export), *mine)
    assert imported.code == 0, imported.err
    assert told(check(program, folder)) == OK
