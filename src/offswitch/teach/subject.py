"""Which setting a person shows, where the walk to it begins, and what they are told to look for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from offswitch.errors import ConfigError
from offswitch.model.controls import ChoiceControl, SwitchControl
from offswitch.model.geography import Route, labels_of
from offswitch.model.lexicon import UnknownWords
from offswitch.model.variant import Variant
from offswitch.model.words import Kind
from offswitch.packs import Library, Pack
from offswitch.packs.fencing import fence_of
from offswitch.packs.pack import HEARSAY
from offswitch.spec import Setting

_ID = re.compile(r"[a-z][a-z0-9_]{1,39}")
_BY_HAND = frozenset({Kind.GUIDE, Kind.FORM, Kind.ACTION})
_MOST_WORDS = 4


@dataclass(frozen=True)
class Subject:
    """The setting that is shown.

    Attributes:
        pack: its platform.
        name: its id without the platform's.
        setting: what is known of it; None for one that no file knows.
    """

    pack: Pack
    name: str
    setting: Setting | None

    @property
    def id(self) -> str:
        """The full id."""
        return f"{self.pack.platform.name}.{self.name}"

    @property
    def title(self) -> str:
        """What a person calls it."""
        return self.setting.title if self.setting else self.id

    @property
    def saves_by_socket(self) -> bool:
        """Whether the platform's pages save over a web socket, where nothing can hold a change back."""
        return fence_of(self.pack).by_socket

    @property
    def routes(self) -> list[tuple[Variant, Route]]:
        """Every known way to it, by layout: newest first, and what is only hearsay at the end."""
        known = ((each, each.file.routes.get(self.name)) for each in self.pack.variants)
        found = [(variant, route) for variant, route in known if route is not None]
        return sorted(found, key=lambda each: self._is_hearsay(each[0]))

    def _is_hearsay(self, variant: Variant) -> bool:
        note = variant.file.evidence.get(self.name)
        return note is not None and note.grade == HEARSAY

    @property
    def known_page(self) -> str:
        """The nearest page that is known: its own, or the platform's home; empty where no page is."""
        fence = fence_of(self.pack)
        links = [route.url for _, route in self.routes if route.url]
        return next((url for url in links if fence.is_page(url)), self.pack.platform.home)

    @property
    def start(self) -> str:
        """Where the walk begins: at a known page, else at the front page of a host."""
        fronts = [_front_of(host) for host in sorted(fence_of(self.pack).hosts)]
        return self.known_page or next(iter(fronts), "")

    def labels(self, language: str) -> list[str]:
        """Return the known words of the control and of its page, in the page's language where they are known."""
        found = [
            word
            for variant, route in self.routes
            for labels in _labels_of(variant, route)
            for label in labels
            for word in _in_language(variant, label, language)
        ]
        return list(dict.fromkeys(found))

    def _first_labels(self, language: str) -> list[str]:
        """Return one label for each part of the control and of its page: the first that is known."""
        found = [
            _in_language(variant, labels[0], language)[0]
            for variant, route in self.routes
            for labels in _labels_of(variant, route)
            if labels
        ]
        return list(dict.fromkeys(found))

    def hints(self, language: str) -> Iterator[str]:
        """Yield what the person is told to look for."""
        ways = [
            [_in_language(variant, label, language)[0] for label in _steps_of(variant, route)]
            for variant, route in self.routes
        ]
        way = next(filter(None, ways), [])
        words = self._first_labels(language)[:_MOST_WORDS]
        if way:
            yield f"usually under {' → '.join(f'“{each}”' for each in way)}"
        if words:
            yield f"words like {', '.join(f'“{each}”' for each in words)}"
        if not way and not words:
            yield "no file knows it yet: show any switch, or choice, that lets the site use your data"


def subject_of(library: Library, has: Callable[[str], bool], names: Sequence[str]) -> Subject:
    """Return what the person wants to show.

    Args:
        library: every selector file.
        has: tells whether there is a session of a name.
        names: a full id; or a platform and an id, new or not.

    Raises:
        ConfigError: there is no such platform or setting, or only the person can do it.
    """
    platform, _, name = names[0].partition(".") if len(names) == 1 else (names[0], "", names[1])
    pack = library.pack(platform).reached_with(has)
    setting = next((each for each in pack.platform.settings if each.id == name), None)
    if setting is None and len(names) == 1:
        raise ConfigError(
            f"no such setting: {names[0]}",
            f"see `offswitch settings`; for a new one: `offswitch teach {platform} NEW_ID`",
        )
    if not _ID.fullmatch(name):
        raise ConfigError(
            f"{name!r} is no id for a setting",
            "use small letters, digits, and `_`, such as ad_topics",
        )
    if setting is not None and setting.kind in _BY_HAND:
        raise ConfigError(
            f"{platform}.{name} is nothing that offswitch switches",
            "`offswitch guide` shows what only you can do",
        )
    return Subject(pack, name, setting)


def _front_of(host: str) -> str:
    """Return the front page of a host; an app on this very machine has it without encryption."""
    scheme = "http" if host.partition(":")[0] == "127.0.0.1" else "https"
    return f"{scheme}://{host}/"


def _labels_of(variant: Variant, route: Route) -> Iterator[Sequence[str]]:
    """Yield all labels of each part of a control, and all headings of each page that it is on."""
    control = route.control
    if isinstance(control, SwitchControl):
        yield labels_of(variant.file, control.element)
    elif isinstance(control, ChoiceControl):
        yield from (labels_of(variant.file, name) for name in control.elements)
    for name in (route.within, route.section):
        if name:
            yield variant.file.sections[name].headings


def _steps_of(variant: Variant, route: Route) -> list[str]:
    labels = [labels_of(variant.file, name) for name in (*route.path, *route.open)]
    return [each[0] for each in labels if each and "{" not in each[0]]


def _in_language(variant: Variant, label: str, language: str) -> tuple[str, ...]:
    try:
        return variant.lexicon.translate(label, language)
    except UnknownWords:
        return (label,)
