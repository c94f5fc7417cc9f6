"""Which shapes of which open places to try with which settings, as the replica's sites say.

Nothing here names a place's shapes or settings: a new open place is tried as soon as its site has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from offswitch.model.words import Kind
from offswitch.replica.fixtures import load_sites, open_places
from offswitch.replica.scenario import Scenario
from offswitch.replica.site import OpenPlace, SettingData, Site
from tests import bundled
from tests.e2e.contract import MOST, PATHS, SWITCHED
from tests.e2e.scenarios import ACCOUNT

ARTICLE = "article"
"""The layout that nobody has seen."""
TODAY = str(Scenario.model_fields["generation"].default)
REGION = str(Scenario.model_fields["region"].default)
TRIED = SWITCHED | {Kind.ACTION}
WAYS = {"menus": "deep_links = false", "any": "", "search": PATHS["search"]}
LANGUAGE = {"lang_attribute": "en-GB", "translated_words": "de"}
"""Languages in which a place can be seen, where English does not have it."""
INTERRUPTIONS = {"password_words": "password"}
FAULTS = {"failed_words": "save_error", "locked_words": "locked"}
"""What has to happen for the words of a place to be said."""


@dataclass(frozen=True)
class Shape:
    """One place with one of its shapes, in one layout, with one way to its settings."""

    place: str
    shape: str
    settings: tuple[str, ...]
    generation: str
    way: str
    features: tuple[str, ...] = ()

    @property
    def layout(self) -> tuple[str, ...]:
        """What two shapes must have in common to be in one scenario."""
        language = LANGUAGE.get(self.place, "en")
        return (
            self.generation,
            self.way,
            language,
            INTERRUPTIONS.get(self.place, ""),
            *self.features,
        )


@dataclass(frozen=True)
class Shapes:
    """Shapes of places that matter to different settings, in one scenario."""

    parts: tuple[Shape, ...]

    @property
    def id(self) -> str:
        first = self.parts[0]
        places = "+".join(f"{part.place}={part.shape}" for part in self.parts)
        return f"{first.generation}-{first.way}-{places}"

    @property
    def settings(self) -> tuple[str, ...]:
        return tuple(setting for part in self.parts for setting in part.settings)

    @property
    def only(self) -> tuple[str, ...]:
        return tuple(word for setting in self.settings for word in ("--only", setting))

    def scenario(self) -> str:
        generation, way, language, interruption, *features = self.parts[0].layout
        shapes = ", ".join(f'{part.place} = "{part.shape}"' for part in self.parts)
        faults = "".join(
            f'[settings."{setting}"]\nfaults = ["{fault}"]\n'
            for part in self.parts
            if (fault := FAULTS.get(part.place))
            for setting in part.settings
        )
        return (
            f'generation = "{generation}"\nlanguage = "{language}"\nlatency = 0.02\n{WAYS[way]}\n'
            f"shapes = {{ {shapes} }}\nfeatures = {features}\n"
            f"interruptions = {[interruption] if interruption else []}\n"
            f"{ACCOUNT.rstrip()}\nbusiness = true\n{faults}"
        )


@cache
def every_shape() -> tuple[Shape, ...]:
    """Return each shape but the first of each place, once for each layout and way to try."""
    tried = _tried()
    return tuple(
        Shape(name, shape, settings, generation, way, features)
        for name, place in open_places().items()
        if (settings := tuple(s for s in _settings(name, place) if s in tried))
        for generation, way, features in _layouts(name, place, [tried[s] for s in settings])
        for shape in place.of[1:]
    )


def packed(shapes: Iterable[Shape]) -> list[Shapes]:
    """Put into one scenario what is of one layout and of different settings."""
    found: list[list[Shape]] = []
    for shape in shapes:
        for group in found:
            taken = {setting for part in group for setting in part.settings}
            if (
                group[0].layout == shape.layout
                and not taken & set(shape.settings)
                and len(taken) + len(shape.settings) <= MOST
            ):
                group.append(shape)
                break
        else:
            found.append([shape])
    return [Shapes(tuple(group)) for group in found]


def _settings(name: str, place: OpenPlace) -> list[str]:
    site = _site_of(name)
    return [site.full(setting) if site else setting for setting in place.settings]


def _site_of(place: str) -> Site | None:
    return next((site for site in load_sites() if place in site.open_places), None)


def _tried() -> dict[str, SettingData]:
    """What the server knows of each setting that a run can switch off or clear."""
    sites = load_sites()
    return {
        name: site.settings[name]
        for site in sites
        if site.platform in bundled.library().platforms()
        for setting in bundled.pack(site.platform).platform.settings
        if setting.kind in TRIED
        if (name := f"{site.platform}.{setting.id}") in site.settings
    }


def _layouts(
    name: str, place: OpenPlace, settings: list[SettingData]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The oldest layout by menus, the newest by any way, and by a search where there is one.

    Words may also be what tells that a setting is gone: they are tried where it is, too.
    """
    if not settings:
        return
    features = tuple(sorted({feature for data in settings for feature in data.features}))
    everywhere = {generation for site in load_sites() for generation in site.generations}
    where = [name for name in sorted(everywhere) if place.offered(name, REGION)]
    with_one = [
        name for name in where if any(data.offered(name, REGION, features) for data in settings)
    ]
    seen = [name for name in with_one if name != ARTICLE] or with_one
    yield seen[0], "menus", features
    yield seen[-1], "any", features
    if name.endswith("_words") and TODAY in where and not _offered_today(settings):
        yield TODAY, "any", ()
    if (site := _site_of(name)) and _has_search(site.platform, tuple(site.hosts)):
        yield with_one[-1], "search", features


def _offered_today(settings: list[SettingData]) -> bool:
    return any(data.offered(TODAY, REGION) for data in settings)


@cache
def _has_search(platform: str, hosts: tuple[str, ...]) -> bool:
    at = bundled.pack(platform).platform.search_at
    return bool(at) and any(f"//{host}/" in (at or "") for host in hosts)
