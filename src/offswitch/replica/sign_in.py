"""Who is signed in: cookies in and out, the sign-in page, sessions for a test's browser."""

import secrets
import time
from typing import Any
from urllib.parse import quote, urlsplit

from offswitch.replica.exchange import LOCAL_SUFFIX, Request, Response, redirect
from offswitch.replica.fixtures import Route, Session, Site
from offswitch.replica.pages import draw, words_of
from offswitch.replica.scenario import Account
from offswitch.replica.world import World

YEAR = 365 * 24 * 3600


def session_of(world: World, site: Site, host: str) -> tuple[str, Session]:
    """Return the name and the description of the session that a host uses."""
    name = site.hosts[host]
    return name, next(s.sessions[name] for s in world.sites if name in s.sessions)


def who(world: World, site: Site, request: Request) -> Account | None:
    """Return the account whose cookies came with a request; all of them must agree."""
    name, session = session_of(world, site, request.host)
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
    back = request.origin(request.host) + request.target
    page = request.origin(session.sign_in.host) + session.sign_in.path
    return redirect(f"{page}?next={quote(back, safe='')}")


def sign_in_page(world: World, site: Site, request: Request) -> Response | None:
    """Answer at the address of a sign-in page: show it, or take what was typed; None elsewhere."""
    name, session = session_of(world, site, request.host)
    place = session.sign_in
    here = f"{request.path}/".startswith(f"{place.path}/")
    if not here or name not in site.sessions:
        return None
    if who(world, site, request):
        return redirect(_next(world, request))
    route = Route(path=place.path, template=place.template)
    if request.method != "POST":
        return draw(world, site, route, request, None)
    form = request.form
    for account in world.accounts.values():
        right = form.get(place.password_field, "") == account.password
        if right and form.get(place.user_field, "").lower() == account.email.lower():
            return redirect(_next(world, request), enter(world, request, name, session, account))
    message = words_of(world, site)["wrong_password"]
    return draw(world, site, route, request, None, message=message)


def enter(
    world: World, request: Request, name: str, session: Session, account: Account
) -> tuple[str, ...]:
    """Return the Set-Cookie values that sign an account in."""
    domain = session.domain + (LOCAL_SUFFIX if request.local else "")
    flags = "; Secure; SameSite=None" if request.secure else "; SameSite=Lax"
    return tuple(
        f"{cookie}={value}; Domain={domain}; Path=/; Max-Age={YEAR}{flags}"
        + ("; HttpOnly" if http_only else "")
        for cookie, value, http_only in _cookies(
            session, account.id, world.sign_in(name, account.id)
        )
    )


def leave(world: World, site: Site, request: Request) -> Response | None:
    """End the session where its sign-out address is posted to; None elsewhere."""
    _, session = session_of(world, site, request.host)
    if request.method != "POST" or not session.sign_out or request.path != session.sign_out:
        return None
    for value in request.cookies.values():
        world.sign_out(value)
    return redirect(request.origin(session.sign_in.host) + session.sign_in.path)


def storage_state(world: World, account: Account) -> dict[str, Any]:
    """Return a Playwright storage state of a browser in which this account is signed in.

    Where the scenario says ``signed_in = false``, the cookies are there but no longer good.
    """
    cookies = []
    for site in world.sites:
        for name, session in site.sessions.items():
            token = (
                world.sign_in(name, account.id) if account.signed_in else secrets.token_urlsafe(24)
            )
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
    return {"cookies": cookies, "origins": []}


def _cookies(session: Session, account: str, token: str) -> list[tuple[str, str, bool]]:
    known = {"account": account, "token": token, "device": secrets.token_urlsafe(18)}
    return [(c.name, c.value.format(**known), c.http_only) for c in session.cookies]


def _next(world: World, request: Request) -> str:
    """Return where to go after signing in: ``next`` when it is one of this replica's own."""
    wanted = request.query.get("next", "")
    hosts = {host for site in world.sites for host in site.hosts}
    known = {urlsplit(request.origin(host))[:2] for host in hosts}
    return wanted if urlsplit(wanted)[:2] in known else request.origin(request.host) + "/"
