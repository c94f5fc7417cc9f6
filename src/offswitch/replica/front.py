"""From a request to its answer: which site, which page, signed in or not."""

import html
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from offswitch.replica.captured import WHO, CapturedSite, kept_by
from offswitch.replica.captured_page import Sending
from offswitch.replica.exchange import Request, Response, page, redirect
from offswitch.replica.operations import operate
from offswitch.replica.pages import asset, draw, whose
from offswitch.replica.scenario import Account
from offswitch.replica.sign_in import (
    ask,
    enter,
    leave,
    pair,
    record,
    session_of,
    sign_in_page,
    step_page,
    who,
)
from offswitch.replica.site import Route, Site
from offswitch.replica.world import World

ENTER = "/__enter"


def answer(world: World, request: Request) -> Response:
    """Answer a request to a real host name, and note it in the list of requests.

    Raises:
        Dropped: it was held, and is to have no answer.
    """
    finish = world.log(request.host, request.method, request.path)
    names = (f"{request.method} {request.host}{request.path}", _operation(world, request))
    world.holds.stop(*names, unread=True)
    response = _answer(world, request)
    finish(response.operation, response.changes)
    world.holds.stop(*names, unread=False)
    return response


def _operation(world: World, request: Request) -> str | None:
    """Return the name of the operation that a page's script asks for."""
    site = next((site for site in world.sites if request.host in site.hosts), None)
    is_asked = site is not None and (request.method, request.path) == ("POST", site.api.path)
    return request.form.get(site.api.operation) if site and is_asked else None


def _answer(world: World, request: Request) -> Response:
    site = next((site for site in world.sites if request.host in site.hosts), None)
    if site is None:
        text = f"<!doctype html><title>Not found</title><p>No site {html.escape(request.host)}"
        return page(text, HTTPStatus.NOT_FOUND)
    for answering in (_static, _enter, sign_in_page, step_page, leave, pair):
        if response := answering(world, site, request):
            return response
    other = site.other_hosts.get(request.host)
    if other and world.offered(other) and request.method == "GET":
        return redirect(request.origin(other.to) + request.target)
    captured = world.captured if world.captured and world.captured.shows(request, site) else None
    if captured and (response := _captured(world, captured, site, request)):
        return response
    return _of_site(world, site, request, who(world, site, request))


def _captured(
    world: World, captured: CapturedSite, site: Site, request: Request
) -> Response | None:
    """Show a captured page to somebody who is signed in; None for anybody else."""
    name, session = session_of(world, site, request.host)
    account = who(world, site, request) or world.who(name, request.headers.get(WHO, ""))
    sending = Sending(site.api, kept_by(session))
    if account is None:
        return captured.asks(request, sending)
    sending = replace(sending, name=account.name, whose=whose(site, account))
    return captured.answer(request, sending, partial(world.note, account.id))


def _of_site(world: World, site: Site, request: Request, account: Account | None) -> Response:
    if request.path == site.api.path and request.method == "POST":
        return operate(world, site, request, account)
    route = _route(world, site, request)
    if account is None and not (route and route.public):
        return ask(world, site, request)
    return _page(world, site, route, request, account)


def _page(
    world: World, site: Site, route: Route | None, request: Request, account: Account | None
) -> Response:
    if route is None or request.method not in ("GET", "HEAD"):
        missing = Route(path="", template="missing.html")
        return draw(world, site, missing, request, account, status=HTTPStatus.NOT_FOUND)
    if account and (instead := _interrupted(world, site, request, account)):
        return instead
    linked = site.entry in request.query
    if route.setting and not world.scenario.deep_links and not linked:
        return redirect(request.origin(request.host) + site.start)
    if route.redirect:
        host, slash, path = route.redirect.partition("/")
        return redirect(request.origin(host or request.host) + slash + path)
    return draw(world, site, route, request, account)


def _interrupted(world: World, site: Site, request: Request, account: Account) -> Response | None:
    """Return what takes the place of a page: a page to be answered first, or a bare status."""
    name, session = session_of(world, site, request.host)
    sharing = [s for s in world.sites if name in s.hosts.values()]
    for one in world.pending(account.id, request.host):
        for owner in (site, *sharing):
            found = owner.interruptions.get(one.name)
            if found is None or found.kind == "overlay":
                continue
            if found.kind == "status":
                world.answer(account.id, one.name)
                return page(f"<!doctype html><title>{found.status}</title>", found.status)
            if found.instead_of and not request.path.startswith(found.instead_of):
                continue
            offered = [step for step in session.steps if world.offered(step)]
            steps = [step.path + "/" for step in offered if step.name == found.step]
            path = steps[0] if found.kind == "step" else found.path
            if urlsplit(path).path.rstrip("/") == request.path.rstrip("/"):
                return None
            back = quote(request.origin(request.host) + request.target, safe="")
            joint = "&" if "?" in path else "?"
            return redirect(f"{request.origin(next(iter(owner.hosts)))}{path}{joint}next={back}")
    return None


def _route(world: World, site: Site, request: Request) -> Route | None:
    wanted = request.path.rstrip("/")
    for route in site.routes:
        here = not route.hosts or request.host in route.hosts
        here = here and route.when.items() <= request.query.items()
        paths = {path.rstrip("/") for path in world.paths(route)}
        if here and wanted in paths and world.offered(route):
            return route
    return None


def _static(world: World, site: Site, request: Request) -> Response | None:  # noqa: ARG001
    return asset(site, request.path)


def _enter(world: World, site: Site, request: Request) -> Response | None:
    """Sign a person in without typing, from the index page; never under the real names."""
    account = world.accounts.get(request.query.get("account", ""))
    if not request.local or request.path != ENTER or account is None:
        return None
    name, session = session_of(world, site, request.host)
    if not account.has(name):
        return None
    to = request.origin(request.host) + site.start
    if storage := session.storage:
        route = Route(path=ENTER, template=storage.template)
        kept = record(world, name, storage, account.id)
        return draw(world, site, route, request, account, storage=storage.model_dump(), kept=kept)
    return redirect(to, enter(world, request, name, session, account))
