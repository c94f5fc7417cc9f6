"""A person's own files for a bundled platform: they may add to what is bundled, and never take its place.

The bundled files were held against evidence, and whoever runs offswitch trusts them. A file that
somebody else wrote may bring a layout that the bundled ones do not have yet; it may not say what a
bundled word, element or request means, nor where else the platform's pages are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from offswitch.model.controls import ActionControl, ChoiceControl, SwitchControl
from offswitch.model.danger import destructive_words, is_known_language, side_of
from offswitch.model.geography import Route, SelectorFile, labels_of
from offswitch.model.lexicon import is_english, primary
from offswitch.model.text import fold, polarity
from offswitch.packs.disk import File, Wording
from offswitch.packs.domains import domain_of

_NAMED = ("elements", "sections", "interruptions", "intent")
_ONE = ("requests", "search")


@dataclass(frozen=True)
class Bundled:
    """What the bundled files of one platform say, with those of the platforms that they extend.

    Attributes:
        name: of the platform.
        own: its own files, as merged.
        family: every bundled file of it and of what it extends, as written.
        words: every bundled file of words of the same.
    """

    name: str
    own: Sequence[SelectorFile]
    family: Sequence[SelectorFile]
    words: Sequence[Wording]


def overrides(bundled: Bundled, files: Iterable[File], words: Iterable[Wording]) -> Iterator[str]:
    """Find what a person's own files would change about a bundled platform.

    Args:
        bundled: what the platform's own files say.
        files: the person's own files of the platform and of what it extends.
        words: the person's own files of words of the same.

    Yields:
        ``file: place: reason`` for everything that is refused.
    """
    if not bundled.own:
        return
    refusing = set(_refusing_labels(bundled.own))
    for file in files:
        refusing |= set(_refusing_labels([file.data]))
        for place, reason in _of_file(bundled, file.data):
            yield f"{file.path}: {place}: {reason}"
    for each in words:
        for place, reason in _of_words(bundled, each, refusing):
            yield f"{each.path}: {place}: {reason}"


def captures(
    name: str,
    own: Iterable[SelectorFile],
    bundled: Sequence[SelectorFile],
    sessions: Collection[str],
) -> Iterator[str]:
    """Find why a platform of a person's own may have no session of its own.

    Args:
        name: of the platform.
        own: its files, as merged.
        bundled: every bundled file, as written.
        sessions: names of the bundled platforms' sessions.

    Yields:
        A reason for each thing by which it would get what signs the person in to a bundled platform.
    """
    if name in sessions:
        yield f"`{name}` is the session of a bundled platform; give yours another name"
    domains = _domains(bundled)
    yield from dict.fromkeys(
        f"`{host}` is a bundled platform's, and its session is for the bundled files alone"
        for file in own
        for host in (*file.hosts, *file.content_hosts)
        if domain_of(host) in domains
    )


def _of_file(bundled: Bundled, own: SelectorFile) -> Iterator[tuple[str, str]]:
    layouts = {each.version for each in bundled.family if each.platform == own.platform}
    if own.version and own.version in layouts:
        yield "version", f"`{own.version}` is a bundled layout; give yours another version"
    shared = [each for each in bundled.family if each.version is None]
    for table in _NAMED:
        where = bundled.family if table == "intent" else shared
        for name, said in getattr(own, table).items():
            # One layout may have it otherwise than what all share; a copy of that one may, too.
            known = [getattr(each, table).get(name) for each in bundled.family]
            if said not in known and any(name in getattr(each, table) for each in where):
                yield (
                    f"{table}.{name}",
                    "the bundled files say what this is; give yours another name",
                )
    for key in _ONE:
        said = getattr(own, key)
        said_already = [getattr(each, key) for each in bundled.family if getattr(each, key)]
        if said and said_already and said not in said_already:
            yield key, "the bundled files say this already, and it holds for yours"
    allowed = {name for each in bundled.family if not each.session_alone for name in each.extends}
    yield from (
        ("extends", f"no bundled file of this platform extends `{name}`")
        for name in own.extends
        if name not in allowed
    )
    yield from _of_place(own)
    if own.version is None and own.noise.label + own.noise.section:
        yield (
            "noise",
            "what is noise on every page of a bundled platform is for the bundled files to say",
        )
    yield from _of_hosts(bundled, own)
    for name, route in own.routes.items():
        yield from _of_route(bundled, own, name, route)


def _of_place(own: SelectorFile) -> Iterator[tuple[str, str]]:
    if own.language and not is_english(own.language):
        yield "language", "the labels of a bundled platform are in English; add a file of words"
    if own.session or own.moved:
        yield "session", "where a bundled platform is found is for the bundled files to say"


def _of_hosts(bundled: Bundled, own: SelectorFile) -> Iterator[tuple[str, str]]:
    known = {host for each in bundled.family for host in (*each.hosts, *each.content_hosts)}
    domains = _domains(bundled.family)
    yield from (
        (
            key,
            f"`{host}` is not one of this platform's: only hosts of {', '.join(sorted(domains))} are",
        )
        for key in ("hosts", "content_hosts")
        for host in getattr(own, key)
        if host not in known and domain_of(host) not in domains
    )


def _domains(files: Iterable[SelectorFile]) -> set[str]:
    """Return the domains that files reach."""
    hosts = {host for each in files for host in (*each.hosts, *each.content_hosts)}
    return {domain for host in hosts if (domain := domain_of(host))}


def _of_route(
    bundled: Bundled, own: SelectorFile, name: str, route: Route
) -> Iterator[tuple[str, str]]:
    place = f"routes.{name}.control"
    if isinstance(route.control, SwitchControl | ChoiceControl) and route.control.state:
        yield (
            f"{place}.state",
            "on a bundled platform, a control is read by its standard signals alone",
        )
    if isinstance(route.control, ActionControl):
        known = {
            word
            for each in bundled.own
            if (other := each.routes.get(name)) and isinstance(other.control, ActionControl)
            for label in labels_of(each, other.control.element)
            for word in destructive_words(label)
        }
        pressed = (route.control.element, *route.committed)
        labels = [label for part in pressed for label in labels_of(own, part)]
        if not known or any(destructive_words(label) - known for label in labels):
            yield place, "no bundled layout does this with an action that cannot be undone"


def _of_words(bundled: Bundled, own: Wording, refusing: set[str]) -> Iterator[tuple[str, str]]:
    language = own.data.language
    known = _known_words(bundled, language)
    added = [
        (f"labels.{grade}.{label}", label, shown)
        for grade, label, shown in _entries(own)
        if not {fold(words) for words in shown} <= known.get(fold(label), set())
    ]
    if added and is_english(language):
        yield "language", "English words of a bundled platform stand in its selector files"
    elif added and not is_known_language(language):
        yield "language", f"which words grant or destroy is not known in `{language}`"
    for place, label, shown in added:
        if fold(label) in known:
            yield place, "the bundled files say what this is in that language"
        yield from (
            (place, f"{words!r} does not read like a refusal, and {label!r} does")
            for words in shown
            if fold(label) in refusing and side_of(words, language) != "negative"
        )


def _known_words(bundled: Bundled, language: str) -> dict[str, set[str]]:
    """Return the bundled words of a language, of whichever region."""
    known: dict[str, set[str]] = {}
    for each in bundled.words:
        if primary(each.data.language) == primary(language):
            for _, label, shown in _entries(each):
                known.setdefault(fold(label), set()).update(fold(words) for words in shown)
    return known


def _refusing_labels(files: Iterable[SelectorFile]) -> Iterator[str]:
    """Return the labels of every control that refuse a data use in so many words, folded."""
    for file in files:
        for route in file.routes.values():
            if isinstance(route.control, SwitchControl | ChoiceControl):
                labels = [x for part in route.control.elements for x in labels_of(file, part)]
                yield from (fold(label) for label in labels if polarity(label) == "negative")


def _entries(wording: Wording) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for grade, words in wording.data.labels.items():
        for label, shown in words.items():
            yield grade, label, (shown,) if isinstance(shown, str) else shown
