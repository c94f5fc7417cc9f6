"""Who is signed in: cookies in and out, the sign-in page, sessions for a test's browser."""

import secrets
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlsplit

from offswitch.replica.exchange import LOCAL_SUFFIX, Request, Response, data, redirect
from offswitch.replica.pages import draw, words_of
from offswitch.replica.scenario import CODE, Account
from offswitch.replica.site import Route, Session, SignIn, Site, Storage
from offswitch.replica.world import World

YEAR = 365 * 24 * 3600


def session_of(world: World, site: Site, host: str) -> tuple[str, Session]:
    """Return the name and the description of the session that a host uses."""
    name = site.hosts[host]
    return name, next(s.sessions[name] for s in world.sites if name in s.sessions)


def who(world: World, site: Site, request: Request) -> Account | None:
    """Return the account whose cookies came with a request; all of them must agree.

    Where a session lives in a storage, its token came in a field of the form instead.
    """
    name, session = session_of(world, site, request.host)
    if session.storage:
        return world.who(name, request.form.get(session.storage.field, ""))
    cookies = request.cookies
    tokens = [c.name for c in session.cookies if c.value == "{token}"]
    account = world.who(name, cookies.get(tokens[0], "")) if tokens else None
    if account is None:
        return None
    own = [c.name for c in session.cookies if c.value == "{account}"]
    return account if all(cookies.get(cookie) == account.id for cookie in own) else None


def ask(world: World, site: Site, request: Request) -> Response:
    """Send a signed-out browser to the sign-in page of its session, and back afterwards."""
    _, session = session_of(world, site, request.host)
    if session.sign_in is None:
        return redirect(request.origin(request.host) + site.start)
    back = request.origin(request.host) + request.target
    page = request.origin(session.sign_in.host) + session.sign_in.path
    return redirect(f"{page}?next={quote(back, safe='')}")


def sign_in_page(world: World, site: Site, request: Request) -> Response | None:
    """Answer at the address of a sign-in page: show it, or take what was typed; None elsewhere."""
    name, session = session_of(world, site, request.host)
    place = session.sign_in
    if place is None or name not in site.sessions or not _below(request.path, place.path):
        return None
    if request.path.rstrip("/") in [step.path for step in session.steps]:
        return None
    if who(world, site, request):
        return redirect(_next(world, request))
    return _password_page(world, site, place, request)


def _password_page(world: World, site: Site, place: SignIn, request: Request) -> Response:
    route = Route(path=place.path, template=place.template)
    user, password = place.fields(world.shapes)
    fields = {"user": user, "password": password}
    if request.method != "POST":
        return draw(world, site, route, request, None, fields=fields)
    form = request.form
    name, session = session_of(world, site, request.host)
    for account in world.accounts.values():
        right = form.get(password, "") == account.password and account.has(name)
        names = (account.email.lower(), account.handle.lower())
        if right and form.get(user, "").lower() in names:
            return go_on(world, request, name, session, account)
    message = words_of(world, site)["wrong_password"]
    return draw(world, site, route, request, None, message=message, fields=fields)


def _below(path: str, place: str) -> bool:
    return f"{path.rstrip('/')}/".startswith(f"{place.rstrip('/')}/")


def pair(world: World, site: Site, request: Request) -> Response | None:
    """Answer a page that shows a code: a new one, or the token once it is linked."""
    name, session = session_of(world, site, request.host)
    if session.storage is None or request.path != session.storage.pair:
        return None
    code = request.query.get("ref")
    if code is None:
        return data({"ref": world.pairing.show(name)})
    account = world.pairing.claim(name, code)
    return data({"record": record(world, name, session.storage, account) if account else None})


def record(world: World, name: str, storage: Storage, account: str) -> dict[str, str]:
    """Return what a signed-in browser keeps in its storage."""
    known = {"account": account, "token": world.sign_in(name, account)}
    return {key: value.format(**known) for key, value in storage.record.items()}


def go_on(
    world: World,
    request: Request,
    name: str,
    session: Session,
    account: Account,
    *,
    done: tuple[str, ...] = (),
) -> Response:
    """Lead someone who gave the password to the next step, or in when none is left."""
    steps = [step for step in session.steps if world.offered(step)]
    left = [s for s in steps if getattr(account, s.name) and s.name not in done]
    if not left:
        after = session.sign_in.after if session.sign_in else ""
        then = next((s.then for s in steps if s.name in done[-1:]), "") or after
        to = onward(world, request, then)
        return redirect(to, enter(world, request, name, session, account))
    held = ((session.waiting, world.wait(name, account.id, done), True),)
    early = [c for c in _cookies(session, account.id, "") if c[0] in left[0].cookies]
    to = onward(world, request, left[0].path + "/")
    return redirect(to, _set_cookies(request, session, (*held, *early)))


def step_page(world: World, site: Site, request: Request) -> Response | None:
    """Answer at the address of a step: between password and session, or within a session."""
    name, session = session_of(world, site, request.host)
    path = request.path.rstrip("/")
    step = next((s for s in session.steps if s.path == path and name in site.sessions), None)
    if step is None or not world.offered(step):
        return None
    inside = who(world, site, request)
    waiting = world.waiting(name, request.cookies.get(session.waiting, ""))
    account = inside or (waiting[0] if waiting else None)
    if account is None:
        return ask(world, site, request)
    typed, message = request.form.get(step.field, ""), ""
    if request.method == "POST" and typed.replace(" ", "") == (getattr(account, step.name) or CODE):
        for interruption, found in site.interruptions.items():
            if found.step == step.name:
                world.answer(account.id, interruption)
        if inside:
            return redirect(onward(world, request, step.then))
        done = (*(waiting[1] if waiting else ()), step.name)
        return go_on(world, request, name, session, account, done=done)
    words = words_of(world, site)
    if request.method == "POST":
        message = words["wrong_code"]
    said = {part: words[f"{step.name}_{part}"] for part in ("title", "text", "field", "button")}
    route = Route(path=step.path, template=step.template)
    return draw(world, site, route, request, None, message=message, step=said, field=step.field)


def onward(world: World, request: Request, path: str) -> str:
    """Return a page of this host that knows where to go afterwards; no path: go there now."""
    wanted = _next(world, request)
    if not path:
        return wanted
    joint = "&" if "?" in path else "?"
    return f"{request.origin(request.host)}{path}{joint}next={quote(wanted, safe='')}"


def enter(
    world: World, request: Request, name: str, session: Session, account: Account
) -> tuple[str, ...]:
    """Return the Set-Cookie values that sign an account in."""
    cookies = _cookies(session, account.id, world.sign_in(name, account.id))
    return _set_cookies(request, session, cookies)


def _set_cookies(
    request: Request, session: Session, cookies: Iterable[tuple[str, str, bool]]
) -> tuple[str, ...]:
    domain = session.domain + (LOCAL_SUFFIX if request.local else "")
    flags = "; Secure; SameSite=None" if request.secure else "; SameSite=Lax"
    return tuple(
        f"{cookie}={value}; Domain={domain}; Path=/; Max-Age={YEAR}{flags}"
        + ("; HttpOnly" if http_only else "")
        for cookie, value, http_only in cookies
    )


def leave(world: World, site: Site, request: Request) -> Response | None:
    """End the session where its sign-out address is posted to; None elsewhere."""
    _, session = session_of(world, site, request.host)
    if request.method != "POST" or not session.sign_out or request.path != session.sign_out:
        return None
    if session.storage:
        world.sign_out(request.form.get(session.storage.field, ""))
    for value in request.cookies.values():
        world.sign_out(value)
    place = session.sign_in
    to = request.origin(place.host) + place.path if place else request.origin(request.host)
    return redirect(to)


def storage_state(world: World, account: Account) -> dict[str, Any]:
    """Return a Playwright storage state of a browser in which this account is signed in.

    Where the scenario says ``signed_in = false``, the cookies are there but no longer good.
    """
    cookies: list[dict[str, Any]] = []
    origins: list[dict[str, Any]] = []
    for site in world.sites:
        for name, session in site.sessions.items():
            if not account.has(name):
                continue
            token = (
                world.sign_in(name, account.id) if account.signed_in else secrets.token_urlsafe(24)
            )
            if session.storage:
                origins.append(_origin(world, name, session.storage, account))
            cookies += [
                {
                    "name": cookie,
                    "value": value,
                    "domain": f".{session.domain}",
                    "path": "/",
                    "expires": int(time.time()) + YEAR,
                    "httpOnly": http_only,
                    "secure": True,
                    "sameSite": "None",
                }
                for cookie, value, http_only in _cookies(session, account.id, token)
            ]
    return {"cookies": cookies, "origins": origins}


def _origin(world: World, name: str, storage: Storage, account: Account) -> dict[str, Any]:
    kept = record(world, name, storage, account.id)
    if not account.signed_in:
        for value in kept.values():
            world.sign_out(value)
    store = {
        "name": storage.store,
        "keyPath": storage.key,
        "autoIncrement": False,
        "indexes": [],
        "records": [{"value": kept}],
    }
    database = {"name": storage.database, "version": storage.version, "stores": [store]}
    return {
        "origin": f"https://{storage.host}",
        "localStorage": [],
        "indexedDB": [database],
    }


def _cookies(session: Session, account: str, token: str) -> list[tuple[str, str, bool]]:
    known = {"account": account, "token": token, "device": secrets.token_urlsafe(18)}
    return [(c.name, c.value.format(**known), c.http_only) for c in session.cookies]


def _next(world: World, request: Request) -> str:
    """Return where to go after signing in: ``next`` when it is one of this replica's own."""
    wanted = request.query.get("next", "")
    hosts = {host for site in world.sites for host in site.hosts}
    known = {urlsplit(request.origin(host))[:2] for host in hosts}
    return wanted if urlsplit(wanted)[:2] in known else request.origin(request.host) + "/"
