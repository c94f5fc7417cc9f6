"""Draw a page: templates, words, class names that change per load, and the script's boot data."""

import hashlib
import html
import json
import re
import secrets
import tomllib
from collections.abc import Collection
from functools import cache, reduce
from pathlib import Path
from typing import Any

from offswitch.replica.bundle import bundle
from offswitch.replica.exchange import Request, Response, page
from offswitch.replica.fixtures import fixtures_folder
from offswitch.replica.scenario import Account, Fault
from offswitch.replica.site import Route, Site
from offswitch.replica.world import World

KIT = "_kit"
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_MARK = re.compile(r"\{\{(json:)?([\w.]+)\}\}")
# Among the words that the fault "renamed" replaces: what is chosen, and what is looked for.
_OPTION = re.compile(r"(?<!_state)_(off|switch|label)$")
_SOUGHT = re.compile(r"^item_|_(row|subrow|switch|label)$")
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
    template = _template(site, route.template or "shell.html")
    return page(fill(template, values, seed), more.get("status", 200))


def _template(site: Site, name: str) -> str:
    """Return a template of a site, or the kit's where the site has none of its own."""
    folders = (site.folder, fixtures_folder() / KIT)
    return next(f / name for f in folders if (f / name).is_file()).read_text("utf-8")


def whose(site: Site, account: Account) -> str:
    """Return what a site's pages have in them that tells whose they are; empty where it is a cookie that does."""
    file = site.folder / "whose.html"
    return fill(file.read_text("utf-8"), {"viewer": _viewer(account)}, "") if file.is_file() else ""


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
    is_script = file.suffix == ".js"
    text = bundle(file, fixtures_folder() / KIT) if is_script else file.read_text("utf-8")
    if file.suffix == ".css":
        text = _CLASS.sub(lambda found: "." + class_name(seed, found[1]), text)
    caching = (("Cache-Control", "no-store"),)
    return Response(body=text.encode(), kind=KINDS[file.suffix], headers=caching)


def words_of(world: World, site: Site) -> dict[str, Any]:
    """Return a site's words in the scenario's language; English where it has no word.

    What an open place or a fault says takes the place of the words of any language.
    """
    scenario = world.scenario
    words: dict[str, Any] = {}
    tables = [
        _words_file(folder / "words" / f"{language}.toml")
        for folder in (fixtures_folder() / KIT, site.folder)
        for language in dict.fromkeys(("en", scenario.language))
    ]
    for table in tables:
        words |= table.get("common", {})
        words |= _generation(table.get("generation", {}), scenario.generation)
        for feature in scenario.features:
            words |= table.get("feature", {}).get(feature, {})
    for table in tables:
        for place, shapes in table.get("shape", {}).items():
            words |= shapes.get(world.shapes[place], {})
    for table in tables:
        for setting, wordings in table.get("renamed", {}).items():
            name = site.full(setting)
            others = _drawn(wordings, f"{scenario.seed}/{name}" if scenario.seed else "")
            words |= _other_words(world.faults(name), words, others)
    if scenario.title_case:
        words = {key: _title_case(text) for key, text in words.items()}
    return words


def _drawn(wordings: dict[str, Any], seed: str) -> dict[str, Any]:
    """Return one of a setting's wordings that no evidence knows: the first one without a seed."""
    number = hashlib.sha256(seed.encode()).digest()[0] if seed else 0
    return {
        key: words[number % len(words)] if isinstance(words, list) else words
        for key, words in wordings.items()
    }


def _other_words(
    faults: Collection[Fault], words: dict[str, Any], others: dict[str, Any]
) -> dict[str, Any]:
    """Return what a setting's faults make of its words.

    Args:
        faults: of the setting.
        words: of the page.
        others: a wording of the setting that no evidence knows.
    """
    if Fault.RENAMED in faults:
        return others
    told: dict[str, Any] = {}
    if Fault.REWORDED_OPTION in faults:
        told |= {key: text for key, text in others.items() if _OPTION.search(key)}
    sought = [key for key in others if _SOUGHT.search(key) and key in words]
    if Fault.BADGE in faults:
        told |= {key: f"{words[key]} {words['badge_new']}" for key in sought}
    if Fault.FULL_STOP in faults:
        told |= {key: f"{words[key]}." for key in sought}
    return told


def _title_case(text: Any) -> Any:
    """Begin every word of a label with a capital; sentences stay as they are."""
    if not isinstance(text, str) or text.endswith((".", "?", "!")):
        return text
    return " ".join(word[:1].upper() + word[1:] for word in text.split(" "))


def _generation(table: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a layout's own words over those of the layout that it says it is ``like``."""
    own = dict(table.get(name, {}))
    like = own.pop("like", None)
    return (_generation(table, like) if like else {}) | own


@cache
def _words_file(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}


def _values(
    world: World, site: Site, request: Request, account: Account | None, seed: str
) -> dict[str, Any]:
    scenario = world.scenario
    return {
        "seed": seed,
        "title": site.title,
        "language": _language(world, site),
        "locale": site.locales.get(scenario.language, scenario.language),
        "generation": scenario.generation,
        "viewer": _viewer(account),
        "words": words_of(world, site),
        "origin": request.origin(request.host),
        "query": {"next": "", **request.query},
        "message": "",
    }


def _language(world: World, site: Site) -> str:
    """Return what stands in a page's lang attribute."""
    tag = world.scenario.language
    forms = {"short": tag.partition("-")[0], "locale": site.locales.get(tag, tag)}
    return forms.get(world.shapes.get("lang_attribute", ""), tag)


def _boot(world: World, site: Site, request: Request, values: dict[str, Any]) -> dict[str, Any]:
    scenario = world.scenario
    account = world.accounts.get(values["viewer"]["id"])
    return account_boot(world, site, account) | {
        "platform": site.platform,
        "seed": values["seed"],
        "generation": scenario.generation,
        "region": scenario.region,
        "features": list(scenario.features),
        "shapes": world.shapes,
        "latency": int(scenario.latency * 1000),
        "controls": scenario.controls,
        "menu_paths": scenario.menu_paths,
        "settings_search": scenario.settings_search,
        "legacy_frame": scenario.legacy_frame,
        "changes": list(scenario.changes),
        "interruptions": overlays(world, site, values["viewer"]["id"], request.host),
        "words": values["words"],
        "routes": [
            {"path": path, "view": route.view}
            for route in site.routes
            if route.view and world.offered(route)
            for path in world.paths(route)
        ],
        "origins": {host: request.origin(host) for s in world.sites for host in s.hosts},
        "api": site.api.model_dump(),
    }


def account_boot(world: World, site: Site, account: Account | None) -> dict[str, Any]:
    """Return the part of a script's boot data that tells of the account."""
    center = account.center if account else ""
    shared = [a for a in world.accounts.values() if account and a.center == center]
    return {
        "viewer": _viewer(account),
        "accounts": [_viewer(one) for one in shared],
        "settings": _settings(world, site, account.id) if account else {},
    }


def _viewer(account: Account | None) -> dict[str, Any]:
    if account is None:
        return {"id": "0", "name": "", "username": "", "business": False}
    return {
        "id": account.id,
        "name": account.name,
        "username": account.handle,
        "email": account.email,
        "business": account.business,
    }


def _settings(world: World, site: Site, account: str) -> dict[str, Any]:
    used = {
        name
        for operation in site.operations.values()
        for name in (*operation.reads, operation.writes)
        if not operation.numbered
    }
    own = {name.partition(".")[2]: name for name in site.settings}
    return {
        name: {
            "absent": world.state(account, full) == "absent",
            "quirks": [fault for fault in world.faults(full) if fault not in _HIDDEN],
        }
        for name, full in (own | {name: name for name in used if "." in name}).items()
    }


def overlays(world: World, site: Site, account: str, host: str) -> list[dict[str, Any]]:
    """Return what the script draws over the pages of a host."""
    found = [(one.name, site.interruptions.get(one.name)) for one in world.pending(account, host)]
    return [
        {"name": name, **data.model_dump(include={"views", "accept", "decline"})}
        for name, data in found
        if data and data.kind == "overlay" and (data.public or account in world.accounts)
    ]
