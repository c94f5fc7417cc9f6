"""What only tests and people may see: the truth, flips, sessions and the index page."""

import html
import json
from collections.abc import Callable
from http import HTTPStatus

from offswitch.errors import ConfigError
from offswitch.replica.exchange import LOCAL_SUFFIX, Request, Response, data, page
from offswitch.replica.fixtures import fixtures_folder
from offswitch.replica.front import ENTER
from offswitch.replica.pages import fill
from offswitch.replica.running import Replica


def control(replica: Replica, request: Request) -> Response:
    """Answer a request to 127.0.0.1 or localhost."""
    answering = _ADDRESSES.get((request.method, request.path))
    if answering is None:
        return data({"error": "no such address"}, HTTPStatus.NOT_FOUND)
    return answering(replica, request)


def _about(replica: Replica, _: Request) -> Response:
    accounts = [{"id": a.id, "name": a.name} for a in replica.scenario.accounts]
    more = {"port": replica.port, "key_hash": replica.key_hash, "accounts": accounts}
    return data(replica.announcement() | more | {"title": replica.scenario.title})


def _truth(replica: Replica, _: Request) -> Response:
    return data(replica.truth())


def _health(replica: Replica, _: Request) -> Response:
    return data({"ok": not replica.problems, "problems": list(replica.problems)})


def _session(replica: Replica, request: Request) -> Response:
    try:
        return data(replica.session(request.query.get("account", "")))
    except ConfigError as error:
        return data({"error": error.message}, HTTPStatus.NOT_FOUND)


def _flip(replica: Replica, request: Request) -> Response:
    try:
        wanted = json.loads(request.body)
        replica.flip(wanted["account"], wanted["setting"], wanted["to"])
    except ConfigError as error:
        return data({"error": error.message}, HTTPStatus.NOT_FOUND)
    except (ValueError, KeyError, TypeError):
        message = "send JSON with account, setting and to"
        return data({"error": message}, HTTPStatus.BAD_REQUEST)
    return data({"ok": True})


def _link(replica: Replica, request: Request) -> Response:
    """Link the page that shows a code, as a person does with a phone; JSON or a form."""
    try:
        account = str(json.loads(request.body)["account"])
    except (ValueError, KeyError, TypeError):
        account = request.form.get("account", "")
    if account not in replica.world.accounts:
        return data({"error": f"there is no account {account!r}"}, HTTPStatus.NOT_FOUND)
    if not replica.world.pairing.link(account):
        return data({"error": "no page shows a code now"}, HTTPStatus.CONFLICT)
    return data({"ok": True})


def _end_session(replica: Replica, request: Request) -> Response:
    try:
        replica.end_session(json.loads(request.body)["account"])
    except ConfigError as error:
        return data({"error": error.message}, HTTPStatus.NOT_FOUND)
    except (ValueError, KeyError, TypeError):
        return data({"error": "send JSON with account"}, HTTPStatus.BAD_REQUEST)
    return data({"ok": True})


def _index(replica: Replica, _: Request) -> Response:
    def link(host: str, path: str, text: str) -> str:
        address = f"http://{host}{LOCAL_SUFFIX}:{replica.port}{path}"
        return f'<a href="{html.escape(address)}">{html.escape(text)}</a>'

    sites = "".join(f"<li>{link(host, '/', host)}</li>" for host in replica.hosts)
    rows = ""
    for account in replica.scenario.accounts:
        ways = " ".join(
            link(next(iter(site.hosts)), f"{ENTER}?account={account.id}", site.title)
            for site in replica.world.sites
        )
        cells = (account.name, account.email, account.password)
        if any(session.storage for s in replica.world.sites for session in s.sessions.values()):
            ways += _LINK.format(account=html.escape(account.id))
        named = "".join(f"<td>{html.escape(cell)}</td>" for cell in cells)
        rows += f"<tr>{named}<td>{ways}</td></tr>"
    template = (fixtures_folder() / "_kit" / "index.html").read_text("utf-8")
    text = fill(template, {"title": replica.scenario.title}, "index")
    return page(text.replace("<!--sites-->", sites).replace("<!--accounts-->", rows))


_LINK = (
    ' <form method="post" action="/__link"><input type="hidden" name="account" value="{account}">'
    "<button>Link the page with a code</button></form>"
)
_ADDRESSES: dict[tuple[str, str], Callable[[Replica, Request], Response]] = {
    ("GET", "/"): _index,
    ("GET", "/__replica"): _about,
    ("GET", "/__truth"): _truth,
    ("GET", "/__health"): _health,
    ("GET", "/__session"): _session,
    ("POST", "/__flip"): _flip,
    ("POST", "/__link"): _link,
    ("POST", "/__end_session"): _end_session,
}
