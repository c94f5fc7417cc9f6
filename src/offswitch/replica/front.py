"""From a request to its answer: which site, which page, signed in or not."""

import html
from http import HTTPStatus

from offswitch.replica.exchange import Request, Response, page, redirect
from offswitch.replica.fixtures import Route, Site
from offswitch.replica.operations import operate
from offswitch.replica.pages import asset, draw
from offswitch.replica.scenario import Account
from offswitch.replica.sign_in import ask, enter, leave, session_of, sign_in_page, who
from offswitch.replica.world import World

ENTER = "/__enter"


def answer(world: World, request: Request) -> Response:
    """Answer a request to a real host name, and note it in the list of requests."""
    finish = world.log(request.host, request.method, request.path)
    response = _answer(world, request)
    finish(response.operation, response.changes)
    return response


def _answer(world: World, request: Request) -> Response:
    site = next((site for site in world.sites if request.host in site.hosts), None)
    if site is None:
        text = f"<!doctype html><title>Not found</title><p>No site {html.escape(request.host)}"
        return page(text, HTTPStatus.NOT_FOUND)
    for answering in (_static, _enter, sign_in_page, leave):
        if response := answering(world, site, request):
            return response
    account = who(world, site, request)
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
    if route.setting and not world.scenario.deep_links:
        return redirect(request.origin(request.host) + site.start)
    if route.redirect:
        host, slash, path = route.redirect.partition("/")
        return redirect(request.origin(host) + slash + path)
    return draw(world, site, route, request, account)


def _route(world: World, site: Site, request: Request) -> Route | None:
    scenario = world.scenario
    wanted = request.path.rstrip("/")
    for route in site.routes:
        if route.path.rstrip("/") == wanted and route.offered(scenario.generation, scenario.region):
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
    to = request.origin(request.host) + site.start
    return redirect(to, enter(world, request, name, session, account))
