"""Pages that keep a choice in the browser, which is not a choice of the account."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Program
from tests.kinds.app import OFF, ON, Answer, App, Reply, Request, page
from tests.kinds.runs import assert_honest, run, selectors, told

pytestmark = pytest.mark.e2e

# Each store is `get(key)` and `put(key, value)`; both may be waited for.
STORES = {
    # burningmantech/ranger-clubhouse-web #514
    "local_storage": "{get: key => localStorage[key], put: (key, v) => localStorage[key] = v}",
    # dust-tt/dust #32092
    "session_storage": "{get: key => sessionStorage[key], put: (key, v) => sessionStorage[key] = v}",
    # cogniahq/Cognia #63
    "script_cookie": """{
      get: key => (document.cookie.match(key + '=([a-z]+)') || [])[1],
      put: (key, v) => document.cookie = `${key}=${v}; max-age=31536000; path=/`}""",
    # joelshepherd/tabliss #92
    "indexed_db": """(() => {
      const opened = new Promise(done => {
        const request = indexedDB.open('birdhouse');
        request.onupgradeneeded = () => request.result.createObjectStore('choices');
        request.onsuccess = () => done(request.result);
      });
      const choices = async how => (await opened).transaction('choices', how).objectStore('choices');
      return {
        get: async key => {
          const found = (await choices('readonly')).get(key);
          return new Promise(done => found.onsuccess = () => done(found.result));
        },
        put: async (key, v) => { (await choices('readwrite')).put(v, key); },
      };
    })()""",
    # mozilla/persona #2412: the server answers with a cookie that no script can see.
    "server_cookie": """{
      get: key => fetch('/choice/' + key).then(answer => answer.json()).then(kept => kept.value),
      put: (key, v) => fetch('/choice/' + key, {method: 'POST', body: String(v)})}""",
    # nasa/earthdata-search #506: each visitor gets a session on the first visit, and it is kept there.
    "visit": """{
      get: key => fetch('/visit/' + key).then(answer => answer.json()).then(kept => kept.value),
      put: (key, v) => fetch('/visit/' + key, {method: 'POST', body: String(v)})}""",
}


def kept(usage: str, sharing: str) -> str:
    """Return the script of a page that keeps each choice in one of the stores."""
    return f"""
    const stores = {{usage: {STORES[usage]}, sharing: {STORES[sharing]}}};
    (async () => show({{
      usage: (await stores.usage.get('usage') || 'true') === 'true',
      sharing: await stores.sharing.get('sharing') || 'everyone',
    }}))();
    usage.onchange = () => stores.usage.put('usage', String(usage.checked));
    for (const radio of radios) radio.onchange = () => stores.sharing.put('sharing', radio.value);
    """


def cookie(request: Request, name: str) -> str | None:
    """Return the value of a cookie that the browser sent."""
    pairs = [pair.partition("=") for pair in request.headers.get("Cookie", "").split("; ")]
    return next((value for found, _, value in pairs if found == name), None)


def serve_cookies(app: App) -> None:
    """Keep each choice in a cookie of its own, made by the change."""

    @app.route("GET /choice/*")
    def read(request: Request) -> Reply:
        return Answer({"value": cookie(request, request.path.rpartition("/")[2])})

    @app.route("POST /choice/*")
    def keep(request: Request) -> Reply:
        pair = f"{request.path.rpartition('/')[2]}={request.body.decode()}"
        return Answer({}, headers=(("Set-Cookie", f"{pair}; Max-Age=9999; Path=/; HttpOnly"),))


def serve_visits(app: App) -> None:
    """Keep each choice with a visit, known by a cookie that is there before any change."""
    visits: dict[str, dict[str, str]] = {}

    @app.route("GET /")
    def start(request: Request) -> Reply:
        if cookie(request, "visit") in visits:
            return Answer(app.drawn())
        visit = str(len(visits) + 1)
        visits[visit] = {}
        return Answer(app.drawn(), headers=(("Set-Cookie", f"visit={visit}; Path=/; HttpOnly"),))

    @app.route("GET /visit/*")
    def read(request: Request) -> Reply:
        kept = visits.get(cookie(request, "visit") or "", {})
        return Answer({"value": kept.get(request.path.rpartition("/")[2])})

    @app.route("POST /visit/*")
    def keep(request: Request) -> Reply:
        key = request.path.rpartition("/")[2]
        visits[cookie(request, "visit") or ""][key] = request.body.decode()
        return Answer({})


@pytest.mark.parametrize(
    ("usage", "sharing"),
    [
        ("server_cookie", "local_storage"),
        ("visit", "script_cookie"),
        ("indexed_db", "server_cookie"),
        pytest.param("session_storage", "visit", marks=pytest.mark.thorough),
        pytest.param("local_storage", "indexed_db", marks=pytest.mark.thorough),
        pytest.param("script_cookie", "session_storage", marks=pytest.mark.thorough),
    ],
)
def test_a_choice_that_only_the_browser_keeps_is_not_verified(
    program: Program, tmp_path: Path, usage: str, sharing: str
) -> None:
    with App(page(kept(usage, sharing))) as app:
        serve_cookies(app)
        serve_visits(app)
        done = run(program, selectors(tmp_path, app))
        expected = {"usage": "failed:not_verified", "sharing": "failed:not_verified"}
        assert told(done) == expected, done.out
        assert (app.state, app.writes) == (ON, [])


# polarsource/polar #12093: the answer to a change of one setting has the others at their defaults,
# and the page keeps that answer for the next load. Until the change all is drawn as the server has it.
CACHES = """
const read = STORE_GET, write = STORE_PUT;
const cached = read();
if (cached) show(JSON.parse(cached));
else fetch('/state').then(answer => answer.json()).then(show);
const change = changed => {
  write(JSON.stringify({usage: false, sharing: 'nobody', ...changed}));
  save(changed);
};
usage.onchange = () => change({usage: usage.checked});
for (const radio of radios) radio.onchange = () => change({sharing: radio.value});
"""


@pytest.mark.parametrize(
    ("get", "put"),
    [
        pytest.param("() => sessionStorage.cache", "text => sessionStorage.cache = text", id="tab"),
        pytest.param(
            "() => decodeURIComponent((document.cookie.match('cache=([^;]+)') || ['', ''])[1])",
            "text => document.cookie = 'cache=' + encodeURIComponent(text) + '; path=/'",
            id="cookie",
        ),
    ],
)
def test_what_the_page_told_itself_about_the_next_setting_is_not_believed(
    program: Program, tmp_path: Path, get: str, put: str
) -> None:
    script = CACHES.replace("STORE_GET", get).replace("STORE_PUT", put)
    with App(page(script)) as app:
        done = run(program, selectors(tmp_path, app))
        honest = {"changed", "failed:unreadable", "failed:not_verified"}
        assert set(told(done).values()) <= honest, done.out
        assert "changed" in told(done).values(), done.out
        assert_honest(app, done)


def test_a_choice_of_the_account_beside_one_of_the_browser(
    program: Program, tmp_path: Path
) -> None:
    """The account's own setting is switched off and proved; the browser's is not."""
    script = f"""
    const store = {STORES["local_storage"]};
    fetch('/state').then(answer => answer.json()).then(state =>
      show({{...state, usage: (store.get('usage') || 'true') === 'true'}}));
    usage.onchange = () => store.put('usage', String(usage.checked));"""
    with App(page(script)) as app:
        done = run(program, selectors(tmp_path, app))
        assert told(done) == {"usage": "failed:not_verified", "sharing": "changed"}, done.out
        assert app.writes == [("sharing", ON["sharing"], OFF["sharing"])]
