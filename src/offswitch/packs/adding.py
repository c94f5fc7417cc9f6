"""Taking a selector file that somebody else wrote: what it can reach, and where it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from offswitch.errors import ConfigError, PackError
from offswitch.local.folders import private
from offswitch.local.staged import put
from offswitch.model.geography import Route, SelectorFile
from offswitch.model.locators import Locator, label_of
from offswitch.packs.disk import LABELS, File, Wording, files_below, label_file, parse
from offswitch.packs.library import Library
from offswitch.packs.linting import lint
from offswitch.packs.toml_file import Unreadable, read_content


@dataclass(frozen=True)
class Reach:
    """What a setting of a file does.

    Attributes:
        setting: its id.
        kind: what a person would operate.
        url: the address that it opens; empty for none.
        pressed: what may be pressed on the way and to save, in order.
    """

    setting: str
    kind: str
    url: str
    pressed: tuple[str, ...]


@dataclass(frozen=True)
class Addition:
    """One file that may be added, and what it can reach.

    Attributes:
        path: where it lies.
        target: where it would go.
        sha256: of its bytes.
        content: those bytes, as they were shown and will be written.
        platform: that it is for.
        is_bundled: whether that platform's own files came with offswitch.
        is_new: whether nothing is at the target yet.
        hosts: that its platform's pages may be loaded from, with it.
        content_hosts: that may serve what those pages show.
        reads: globs of requests that would count as reads.
        settings: of a selector file.
        dismissed: what may be pressed to put a dialog away.
        sign_in: address of the page where the person would sign in to its platform; empty for none.
        language: of a file of words; empty for any other.
        words: how many labels it translates.
    """

    path: Path
    target: Path
    sha256: str
    content: bytes
    platform: str
    is_bundled: bool
    is_new: bool
    hosts: tuple[str, ...] = ()
    content_hosts: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    settings: tuple[Reach, ...] = ()
    dismissed: tuple[str, ...] = ()
    sign_in: str = ""
    language: str = ""
    words: int = 0


def look_at(path: Path, shelf: Path, folders: Sequence[Path]) -> list[Addition]:
    """Check a file, or a folder of them, and say what each can reach.

    Args:
        path: of a selector file, a file of words, or a folder of them.
        shelf: the folder that they would go to.
        folders: the person's own folders of selector files, as they are.

    Raises:
        ConfigError: there is no such file, one changed while it was looked at, or two would go to one place.
        PackError: a file is invalid, or would be refused by a run.
    """
    paths = files_below(path)
    problems = lint(paths, folders)
    if problems:
        raise PackError(problems)
    words = [label_file(each) for each in paths if each.parent.name == LABELS]
    parsed = [parse(each)[0] for each in paths if each.parent.name != LABELS]
    files = [file for file in parsed if file is not None]
    library = Library(folders)
    bundled = {file.data.platform for file in library.files if file.bundled}
    library.files += files
    additions = [
        *(
            _of_file(file, library.merged(file), shelf, bundled, _sign_in(library, file))
            for file in files
        ),
        *(_of_words(each, shelf, bundled) for each in words),
    ]
    _refuse_one_place_for_two(additions)
    return additions


def add(additions: Sequence[Addition]) -> None:
    """Write the files to where they go, byte for byte as they were looked at.

    Raises:
        ConfigError: a folder cannot be made or written.
    """
    for each in additions:
        put(private(each.target.parent) / each.target.name, each.content)


def _refuse_one_place_for_two(additions: Sequence[Addition]) -> None:
    targets = [each.target for each in additions]
    if twice := [each for each in dict.fromkeys(targets) if targets.count(each) > 1]:
        raise ConfigError(
            f"two of these files would go to one place: {twice[0]}",
            "give one of them another version, or add them one by one",
        )


def _sign_in(library: Library, file: File) -> str:
    """Return where the person signs in to a file's platform, whichever of its files says so."""
    platform = file.data.platform
    told = [each.data.sign_in for each in (file, *library.files) if each.data.platform == platform]
    return next((each.sign_in for each in told if each), "")


def _of_file(
    file: File, merged: SelectorFile, shelf: Path, bundled: set[str], sign_in: str
) -> Addition:
    data = file.data
    target = shelf / data.platform / f"{data.version or 'common'}.toml"
    names = [each.dismiss for each in data.interruptions.values() if each.dismiss]
    return Addition(
        path=file.path,
        target=target,
        sha256=file.sha256,
        content=_content(file.path, file.sha256),
        platform=data.platform,
        is_bundled=data.platform in bundled,
        is_new=not target.exists(),
        hosts=merged.hosts,
        content_hosts=merged.content_hosts,
        reads=merged.requests.reads if merged.requests else (),
        settings=tuple(_reach(merged, name, route) for name, route in data.routes.items()),
        dismissed=tuple(_shown(merged, name) for name in names),
        sign_in=sign_in,
    )


def _of_words(words: Wording, shelf: Path, bundled: set[str]) -> Addition:
    data = words.data
    target = shelf / data.platform / LABELS / f"{data.language}.toml"
    return Addition(
        path=words.path,
        target=target,
        sha256=words.sha256,
        content=_content(words.path, words.sha256),
        platform=data.platform,
        is_bundled=data.platform in bundled,
        is_new=not target.exists(),
        language=data.language,
        words=sum(len(each) for each in data.labels.values()),
    )


def _content(path: Path, sha256: str) -> bytes:
    try:
        content, digest = read_content(path)
    except Unreadable as error:
        raise PackError([f"{path}: {error}"]) from error
    if digest != sha256:
        raise ConfigError(f"{path} changed while it was looked at", "run the command again")
    return content


def _reach(file: SelectorFile, name: str, route: Route) -> Reach:
    steps = (*route.then, *route.path, *route.open, *route.committed)
    pressed = tuple(_shown(file, step) for step in dict.fromkeys(steps))
    return Reach(name, str(route.control.kind), route.url or "", pressed)


def _shown(file: SelectorFile, name: str) -> str:
    """Say how an element is found: by its first label, else by what takes its place."""
    return " or ".join(dict.fromkeys(_found_by(each) for each in file.elements.get(name, ())))


def _found_by(place: Locator) -> str:
    label = label_of(place)
    if label is not None:
        return f"“{label}”"
    told = place.model_dump(exclude_none=True, exclude={"by", "within"})
    return f"{place.by} {' '.join(str(each) for each in told.values())}"
