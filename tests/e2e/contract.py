"""Which settings to try in which layout by which way, according to the packs and the replica's sites.

Nothing here names a platform. A new one is tried as soon as its flow, its selector files and its
site are there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlsplit

from offswitch.model.words import Kind
from offswitch.packs import Pack
from offswitch.replica.fixtures import load_sites
from offswitch.replica.scenario import Scenario
from offswitch.replica.site import Site, Where
from tests import bundled
from tests.e2e.scenarios import ACCOUNT

PATHS = {
    "link": "deep_links = true\nmenu_paths = false\nsettings_search = false",
    "menu": "deep_links = false\nmenu_paths = true\nsettings_search = false",
    "search": "deep_links = false\nmenu_paths = false\nsettings_search = true",
}
"""What a scenario says to leave one way open and no other."""
SWITCHED = {Kind.SWITCH, Kind.CHOICE}
"""Kinds of settings that a run switches off."""
MOST = 4
"""Settings of one case; more would be too much for the limits of one run."""


@dataclass(frozen=True)
class Case:
    """Settings of one platform in one layout, with one way to them.

    Attributes:
        kind: of a case with one setting.
        features: what must have been rolled out for these settings to be there.
    """

    settings: tuple[str, ...]
    generation: str
    region: str
    way: str
    kind: str = ""
    features: tuple[str, ...] = ()

    @property
    def platform(self) -> str:
        return self.settings[0].partition(".")[0]

    @property
    def id(self) -> str:
        what = self.settings[0] if len(self.settings) == 1 else self.platform
        return f"{what}-{self.generation}-{self.region}-{self.way}"

    @property
    def only(self) -> tuple[str, ...]:
        return tuple(word for setting in self.settings for word in ("--only", setting))

    def scenario(self) -> str:
        features = ", ".join(f'"{name}"' for name in self.features)
        states = "".join(f'[settings."{name}"]\nstate = "on"\n' for name in self.settings)
        return (
            f'generation = "{self.generation}"\nregion = "{self.region}"\nlatency = 0.03\n'
            f"{PATHS[self.way]}\nfeatures = [{features}]\n"
            f"{ACCOUNT.rstrip()}\nbusiness = true\n{states}"
        )


def every_case() -> list[Case]:
    """Return a case for each setting that a run can switch off, in each layout, by each way."""
    sites = load_sites()
    return [
        case
        for site in sites
        if site.platform in bundled.library().platforms()
        for case in _cases_of(bundled.pack(site.platform), site, sites)
    ]


def together(cases: Iterable[Case]) -> list[Case]:
    """Put into one case what is of one platform, in one layout, and reached in one way."""

    def place(case: Case) -> tuple[str, ...]:
        return case.platform, case.generation, case.region, case.way

    grouped = [list(group) for _, group in groupby(sorted(cases, key=place), place)]
    return [
        _joined(group[start : start + MOST])
        for group in grouped
        for start in range(0, len(group), MOST)
    ]


def sample(cases: Iterable[Case]) -> list[Case]:
    """Choose one case for each platform.

    Of today's layout where it can be, and by what is tried first: a search, which is tried when all
    else has failed, takes three times as long.
    """

    def platform(case: Case) -> str:
        return case.platform

    return [min(group, key=_turn) for _, group in groupby(sorted(cases, key=platform), platform)]


def _turn(case: Case) -> tuple[bool, int, str]:
    """Order cases by what is preferred, and the rest by chance, the same one each time."""
    today = Scenario.model_fields["generation"].default
    chance = hashlib.sha256(case.id.encode()).hexdigest()
    return case.generation != today, list(PATHS).index(case.way), chance


def _joined(cases: list[Case]) -> Case:
    features = {feature for case in cases for feature in case.features}
    return replace(
        cases[0],
        settings=tuple(case.settings[0] for case in cases),
        kind="",
        features=tuple(sorted(features)),
    )


def _cases_of(pack: Pack, site: Site, sites: tuple[Site, ...]) -> Iterator[Case]:
    for setting in pack.platform.settings:
        name = f"{site.platform}.{setting.id}"
        data = site.settings.get(name)
        if data is None or setting.kind not in SWITCHED:
            continue
        for generation, region in layouts(site, sites):
            if data.offered(generation, region, data.features):
                case = Case((name,), generation, region, "", setting.kind, data.features)
                for way in _ways(pack, setting.id, case, sites):
                    yield replace(case, way=way)


def layouts(site: Site, sites: tuple[Site, ...]) -> list[tuple[str, str]]:
    """Return every generation of the replica; of its regions those where this site is another one."""
    everywhere = [part for one in sites for part in _parts(one)]
    generations = sorted({name for part in everywhere for name in part.generations})
    usual = Scenario.model_fields["region"].default
    regions = [usual, *sorted({name for part in _parts(site) for name in part.regions} - {usual})]
    found: dict[tuple[str, tuple[bool, ...]], tuple[str, str]] = {}
    for generation in generations:
        for region in regions:
            there = tuple(p.offered(generation, region, p.features) for p in _parts(site))
            found.setdefault((generation, there), (generation, region))
    return list(found.values())


def _parts(site: Site) -> tuple[Where, ...]:
    return (*site.routes, *site.settings.values())


def _ways(pack: Pack, setting: str, case: Case, sites: tuple[Site, ...]) -> Iterator[str]:
    """Ways that the selector files give and this layout of the site has.

    A menu or a search is expected from the date of the first file that knows it, and an address
    where the site has this very setting.
    """
    routes = [
        (variant.file.version or "", route)
        for variant in pack.variants
        if (route := variant.file.routes.get(setting)) and route.control.kind in SWITCHED
    ]
    dates = {version[: len("2026-07")] for version, _ in routes}
    known = {date for date in dates if date <= case.generation} or {min(dates)}
    current = [route for version, route in routes if version[: len("2026-07")] in known]
    addresses = {_plain(route.url) for _, route in routes if route.url}
    if addresses & _addresses(case, sites):
        yield "link"
    if any(route.path for route in current):
        yield "menu"
    if any(route.search for route in current):
        yield "search"


def _addresses(case: Case, sites: tuple[Site, ...]) -> set[str]:
    """Addresses under which the sites have a setting."""
    return {
        _plain(f"https://{host}{route.path}")
        for site in sites
        for route in site.routes
        if route.setting and site.full(route.setting) in case.settings
        if route.offered(case.generation, case.region, case.features)
        for host in route.hosts or site.hosts
    }


def _plain(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}".rstrip("/")
