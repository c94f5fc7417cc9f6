"""Draw a page: templates, words, class names that change per load, and the script's boot data."""

import html
import json
import re
import secrets
import tomllib
from functools import cache, reduce
from pathlib import Path
from typing import Any

from offswitch.replica.exchange import Request, Response, page
from offswitch.replica.fixtures import Route, Site, fixtures_folder
from offswitch.replica.scenario import Account, Fault
from offswitch.replica.world import World

KIT = "_kit"
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_MARK = re.compile(r"\{\{(json:)?([\w.]+)\}\}")
_CLASS = re.compile(r"\.k-([a-z0-9-]+)")
# Faults that the page itself acts out; the others happen where it cannot see them.
_HIDDEN = {Fault.FLIPS_BACK, Fault.SAVE_ERROR, Fault.SERVER_ERROR, Fault.SIDE_EFFECT}


def draw(
    world: World, site: Site, route: Route, request: Request, account: Account | None, **more: Any
) -> Response:
    """Return the page of a route, for an account or for nobody."""
    seed = world.scenario.seed or secrets.token_hex(5)
    values = _values(world, site, request, account, seed) | more
    values["boot"] = _boot(world, site, request, values) | {"view": route.view}
    name = route.template or "shell.html"
    template = (site.folder / name).read_text("utf-8")
    return page(fill(template, values, seed), more.get("status", 200))


def fill(template: str, values: dict[str, Any], seed: str) -> str:
    """Fill in ``{{name}}`` (escaped) and ``{{json:name}}``, and rename the kit's classes."""

    def value(match: re.Match[str]) -> str:
        found = reduce(lambda level, key: level[key], match[2].split("."), values)
        if match[1]:
            return json.dumps(found).replace("<", "\\u003c")
        return html.escape(str(found))

    text = re.sub(r"\bk-([a-z0-9-]+)", lambda match: class_name(seed, match[1]), template)
    return _MARK.sub(value, text)


def class_name(seed: str, name: str) -> str:
    """Return the class name that stands for a kit class in one load; the kit's script agrees."""
    number = 0x811C9DC5
    for byte in f"{seed}/{name}".encode():
        number = (number ^ byte) * 0x01000193 & 0xFFFFFFFF
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return f"x{digits}"


def asset(site: Site, path: str) -> Response | None:
    """Return a style, script or picture under ``/rsrc/SEED/FOLDER/FILE``, or None."""
    match = re.fullmatch(r"/rsrc/(\w+)/(kit|site)/([a-z_-]+\.(?:css|js|svg))", path)
    if not match:
        return None
    seed, where, name = match.groups()
    file = (fixtures_folder() / KIT if where == "kit" else site.folder) / name
    if not file.is_file():
        return None
    text = file.read_text("utf-8")
    if file.suffix == ".css":
        text = _CLASS.sub(lambda found: "." + class_name(seed, found[1]), text)
    caching = (("Cache-Control", "no-store"),)
    return Response(body=text.encode(), kind=KINDS[file.suffix], headers=caching)


def words_of(world: World, site: Site) -> dict[str, Any]:
    """Return a site's words in the scenario's language; English where it has no word."""
    scenario = world.scenario
    words: dict[str, Any] = {}
    for folder in (fixtures_folder() / KIT, site.folder):
        for language in ("en", scenario.language):
            table = _words_file(folder / "words" / f"{language}.toml")
            words |= table.get("common", {})
            words |= table.get("generation", {}).get(scenario.generation, {})
            for setting, others in table.get("renamed", {}).items():
                if Fault.RENAMED in world.faults(f"{site.platform}.{setting}"):
                    words |= others
    return words


@cache
def _words_file(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}


def _values(
    world: World, site: Site, request: Request, account: Account | None, seed: str
) -> dict[str, Any]:
    scenario = world.scenario
    viewer = {"id": account.id, "name": account.name} if account else {"id": "0", "name": ""}
    return {
        "seed": seed,
        "title": site.title,
        "language": scenario.language,
        "locale": site.locales.get(scenario.language, scenario.language),
        "generation": scenario.generation,
        "viewer": viewer,
        "words": words_of(world, site),
        "origin": request.origin(request.host),
        "query": {"next": "", **request.query},
        "message": "",
    }


def _boot(world: World, site: Site, request: Request, values: dict[str, Any]) -> dict[str, Any]:
    scenario, viewer = world.scenario, values["viewer"]
    center = {a.id: a.center for a in scenario.accounts}.get(viewer["id"])
    return {
        "platform": site.platform,
        "seed": values["seed"],
        "generation": scenario.generation,
        "region": scenario.region,
        "latency": int(scenario.latency * 1000),
        "controls": scenario.controls,
        "viewer": viewer,
        "accounts": [{"id": a.id, "name": a.name} for a in scenario.accounts if a.center == center],
        "words": values["words"],
        "settings": _settings(world, site, viewer["id"]),
        "routes": [
            {"path": route.path, "view": route.view}
            for route in site.routes
            if route.view and route.offered(scenario.generation, scenario.region)
        ],
        "origins": {host: request.origin(host) for s in world.sites for host in s.hosts},
        "api": site.api.model_dump(),
    }


def _settings(world: World, site: Site, account: str) -> dict[str, Any]:
    if account not in world.accounts:
        return {}
    return {
        name.partition(".")[2]: {
            "absent": world.state(account, name) == "absent",
            "quirks": [fault for fault in world.faults(name) if fault not in _HIDDEN],
        }
        for name in site.settings
    }
