"""Every selector file that a run may use, merged into layouts, and each platform's pack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from pathlib import Path

from offswitch.errors import ConfigError, PackError
from offswitch.model.coherence import contradictions
from offswitch.model.danger import known_languages
from offswitch.model.geography import SelectorFile
from offswitch.model.lexicon import ENGLISH, Lexicon
from offswitch.model.sides import disagreements
from offswitch.model.variant import Variant
from offswitch.packs import disk
from offswitch.packs.disk import File, Wording, parse, selector_files
from offswitch.packs.domains import domain_of
from offswitch.packs.label_files import LabelFiles
from offswitch.packs.merging import moved_to, under, without_reach
from offswitch.packs.overrides import Bundled, captures, overrides
from offswitch.packs.pack import Pack
from offswitch.packs.platforms import (
    load_flow,
    plain_platform,
    sessions_of,
    unmatched,
    with_intents,
)
from offswitch.packs.positions import Positions
from offswitch.packs.precedence import in_order


class Library:
    """Every selector file that this run may use: the bundled ones and the user's own.

    Args:
        folders: the user's folders, such as ``--selectors DIR``; later ones win.

    Raises:
        PackError: a file is invalid.
        ConfigError: a folder is not there.
    """

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        problems: list[str] = []
        self.files: list[File] = []
        self.folders = [disk.bundled_folder(), *folders]
        self._words = LabelFiles(self.folders)
        for folder in self.folders:
            if not folder.is_dir():
                raise ConfigError(f"no such folder: {folder}", "give a folder of selector files")
            for path in selector_files(folder):
                file, found = parse(path)
                problems += found
                if file is not None:
                    self.files.append(file)
        if problems:
            raise PackError(problems)

    def platforms(self) -> tuple[str, ...]:
        """Names of every platform that has a flow, or an intent, and a layout."""
        with_layout = {file.data.platform for file in self.files if file.data.version}
        return tuple(sorted(with_layout))

    def pack(self, name: str) -> Pack:
        """Return one platform's pack.

        Raises:
            ConfigError: there is no such platform.
            PackError: its files contradict themselves or its flow.
        """
        if name not in self.platforms():
            raise ConfigError(
                f"no such platform: {name}", f"choose from: {', '.join(self.platforms())}"
            )
        variants = self._variants(name)
        flow = load_flow(name)
        platform = with_intents(flow, variants) if flow else plain_platform(name, variants)
        others = tuple(
            Pack(with_intents(other, variants), self._variants(name, other.session))
            for other in platform.others
        )
        problems = [
            f"{variant.source}: {place}: {reason}"
            for variant in (*variants, *(v for other in others for v in other.variants))
            for place, reason in contradictions(variant.file, variant.lexicon)
        ]
        problems += self.turned_round(name)
        problems += unmatched(platform, variants)
        if problems:
            raise PackError(problems)
        return Pack(platform, variants, others)

    def turned_round(self, name: str) -> list[str]:
        """Hold the person's own files of a platform against the bundled ones."""
        files = [file for file in self.files if file.data.platform == name and file.data.version]
        known = [self.merged(file) for file in files if file.bundled]
        lexicon = self.lexicon(name)
        problems = [
            f"{file.path}: {place}: {reason}"
            for file in files
            if not file.bundled
            for place, reason in dict.fromkeys(
                found for each in known for found in disagreements(self.merged(file), each, lexicon)
            )
        ]
        problems += [
            f"{file.path}: language: what it extends is in another one ({part.path})"
            for file in files
            for part in self._extended(file)
            if (part.data.elements or part.data.sections)
            and (part.data.language or ENGLISH) != (file.data.language or ENGLISH)
        ]
        problems += [
            f"{file.path}: content_hosts: `{host}` takes in everybody's hosts, not one company's"
            for file in self.files
            if not file.bundled and file.data.platform == name
            for host in file.data.content_hosts
            if host.startswith("*.") and not domain_of(host)
        ]
        problems += self._overrides(name, known)
        return [*problems, *self._captured(name)]

    def _captured(self, name: str) -> Iterator[str]:
        """Refuse a sign-in of the person's own that would take a bundled platform's session."""
        bundled = {file.data.platform for file in self.files if file.bundled}
        if name in bundled:
            return  # what a file of theirs may say there is refused as an override
        signing = [f for f in self.files if f.data.platform == name and f.data.sign_in]
        mine = [self.merged(f) for f in self.files if f.data.platform == name]
        known = [file.data for file in self.files if file.bundled]
        for reason in captures(name, mine, known, sessions_of(bundled)) if signing else ():
            yield f"{signing[0].path}: session: {reason}"

    def _overrides(self, name: str, known: Sequence[SelectorFile]) -> Iterator[str]:
        sessions = {file.data.session_alone for file in self.files}
        family = set[str]().union(*(self._family(name, session) for session in sessions))
        files = [file for file in self.files if file.data.platform in family]
        words = self._words.of(family)
        bundled = Bundled(
            name,
            known,
            family=[file.data for file in files if file.bundled],
            words=[each for each in words if each.bundled],
        )
        # Another platform's layouts say nothing here; what its layouts share is extended.
        mine = [f for f in files if f.data.platform == name or f.data.version is None]
        yield from overrides(
            bundled,
            (file for file in mine if not file.bundled),
            (each for each in words if not each.bundled),
        )

    def has_common(self, name: str) -> bool:
        """Tell whether a platform has a file that others may extend."""
        return bool(self._commons(name))

    def _variants(self, name: str, session: str | None = None) -> tuple[Variant, ...]:
        chosen: dict[str, File] = {}
        for file in self.files:  # the user's come later and win over a bundled one of that version
            if file.data.platform == name and file.data.version:
                chosen[file.data.version] = file
        newest_first = tuple(
            Variant(
                _source(file),
                self.merged(file, session),
                self.lexicon_of(file, session),
                self._hashes(file, session),
                self._positions(file, session).find,
            )
            for _, file in sorted(chosen.items(), reverse=True)
            if session is None or not file.data.sessions or session in file.data.sessions
        )
        return in_order(newest_first)

    def merged(self, file: File, session: str | None = None) -> SelectorFile:
        """Merge what a file extends: its platform's common file, and those that it names.

        Args:
            file: to be merged.
            session: of somebody who has this one alone; None for the platform's own.
        """
        extended = list(self._extended(file, session))
        moved = {old: new for each in extended for old, new in each.data.moved.items()}
        return reduce(under, (each.data for each in extended), moved_to(file.data, moved))

    def _extended(self, file: File, session: str | None = None) -> Iterator[File]:
        """Yield what a file extends, in the order in which it counts."""
        platform = file.data.platform
        yield from self._with_inherited(self._commons(platform, session))
        if session is not None:
            for common in self._commons(platform):
                yield replace(common, data=without_reach(common.data))
        for name in file.data.extends:
            yield from self._with_inherited(self._commons(name))

    def _with_inherited(self, commons: Sequence[File]) -> Iterator[File]:
        for common in commons:
            yield common
            for inherited in common.data.extends:
                yield from self._commons(inherited)

    def _commons(self, name: str, session: str | None = None) -> list[File]:
        """Return what the layouts of a platform share; the user's own files come first, and win."""
        wanted = (name, None, session)
        found = [
            f
            for f in self.files
            if (f.data.platform, f.data.version, f.data.session_alone) == wanted
        ]
        return found[::-1]

    def _hashes(self, file: File, session: str | None) -> dict[str, str]:
        """Return the SHA-256 of a layout's file, and of every one of the person's own beside it."""
        words = self._words.of(self._family(file.data.platform, session))
        parts: list[File | Wording] = [*self._extended(file, session), *words]
        own = {str(each.path): each.sha256 for each in parts if not each.bundled}
        return {_source(file): file.sha256, **own}

    def _positions(self, file: File, session: str | None) -> Positions:
        """Return where the labels of a file, and of what it extends, are written."""
        files = [each.path for each in (file, *self._extended(file, session))]
        words = self._words.paths(self._family(file.data.platform, session))
        return Positions(files, words, self.lexicon_of(file, session))

    def lexicon(self, name: str, session: str | None = None) -> Lexicon:
        """Return what a platform's labels are in other languages.

        Args:
            name: of the platform.
            session: of somebody who has this one alone; None for the platform's own.

        Raises:
            PackError: a file of words is invalid.
        """
        return self._words.lexicon(self._family(name, session))

    def lexicon_of(self, file: File, session: str | None = None) -> Lexicon:
        """Return what a layout's labels are in other languages, and which one they are in themselves.

        The labels of a person's own file are copied from a page, in whatever language that was. They
        are looked for on a page in another language where it is known which of its words grant or
        destroy; but not where anything that the file extends came with offswitch, which is in English.

        Args:
            file: the layout's.
            session: of somebody who has this one alone; None for the platform's own.

        Raises:
            PackError: a file of words is invalid.
        """
        platform = file.data.platform
        same = (each for each in self.files if each.data.platform == platform)
        is_all_own = not any(each.bundled for each in (*same, *self._extended(file, session)))
        return self.lexicon(platform, session).speaking(
            file.data.language, known_languages() if is_all_own else frozenset()
        )

    def _family(self, name: str, session: str | None) -> set[str]:
        """Return a platform and those that its files extend, for somebody with this session."""
        return {name} | {
            inherited
            for file in self.files
            if file.data.platform == name
            and (file.data.version or file.data.session_alone == session)
            for inherited in file.data.extends
        }


def _source(file: File) -> str:
    name = f"{file.data.platform}/{file.data.version}"
    return name if file.bundled else str(file.path)
