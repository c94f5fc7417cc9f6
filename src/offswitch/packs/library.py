"""Every selector file that a run may use, merged into layouts, and each platform's pack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from pathlib import Path

from offswitch.errors import ConfigError, PackError
from offswitch.model.coherence import contradictions, disagreements
from offswitch.model.geography import Noise, SelectorFile
from offswitch.model.lexicon import Lexicon, Words
from offswitch.model.text import fold
from offswitch.model.variant import Variant
from offswitch.packs import disk
from offswitch.packs.disk import LABELS, File, label_file, parse, selector_files
from offswitch.packs.pack import Pack
from offswitch.packs.platforms import load_flow, plain_platform, unmatched
from offswitch.packs.positions import Positions


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
        for folder, bundled in (
            (disk.bundled_folder(), True),
            *((path, False) for path in folders),
        ):
            if not folder.is_dir():
                raise ConfigError(f"no such folder: {folder}", "give a folder of selector files")
            for path in selector_files(folder):
                data, found = parse(path)
                problems += found
                if data is not None:
                    self.files.append(File(path, bundled, data))
        self._folders = (disk.bundled_folder(), *folders)
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
        problems = [
            f"{variant.source}: {place}: {reason}"
            for variant in variants
            for place, reason in contradictions(variant.file)
        ]
        problems += self.turned_round(name)
        platform = load_flow(name) or plain_platform(name, variants)
        problems += unmatched(platform, variants)
        if problems:
            raise PackError(problems)
        return Pack(platform, variants)

    def turned_round(self, name: str) -> list[str]:
        """Hold the person's own files of a platform against the bundled ones."""
        files = [file for file in self.files if file.data.platform == name and file.data.version]
        known = [self.merged(file) for file in files if file.bundled]
        return [
            f"{file.path}: {place}: {reason}"
            for file in files
            if not file.bundled
            for place, reason in dict.fromkeys(
                found for each in known for found in disagreements(self.merged(file), each)
            )
        ]

    def has_common(self, name: str) -> bool:
        """Tell whether a platform has a file that others may extend."""
        return bool(self._commons(name))

    def _variants(self, name: str) -> tuple[Variant, ...]:
        chosen: dict[str, File] = {}
        for file in self.files:  # the user's come later and win over a bundled one of that version
            if file.data.platform == name and file.data.version:
                chosen[file.data.version] = file
        lexicon = self._lexicon(name)
        return tuple(
            Variant(_source(file), self.merged(file), lexicon, self._positions(file).find)
            for _, file in sorted(chosen.items(), reverse=True)
        )

    def merged(self, file: File) -> SelectorFile:
        """Merge what a file extends: its platform's common file, and those that it names."""
        return reduce(_under, (each.data for each in self._extended(file)), file.data)

    def _extended(self, file: File) -> Iterator[File]:
        """Yield what a file extends, in the order in which it counts."""
        for name in (file.data.platform, *file.data.extends):
            for common in self._commons(name):
                yield common
                for inherited in common.data.extends:
                    yield from self._commons(inherited)

    def _commons(self, name: str) -> list[File]:
        """Return what the layouts of a platform share; the user's own files come first, and win."""
        found = [f for f in self.files if f.data.platform == name and f.data.version is None]
        return found[::-1]

    def _positions(self, file: File) -> Positions:
        """Return where the labels of a file, and of what it extends, are written."""
        files = [each.path for each in (file, *self._extended(file))]
        return Positions(files, list(self._label_files(file.data.platform)))

    def _lexicon(self, name: str) -> Lexicon:
        languages: dict[str, dict[str, Words]] = {}
        for path in self._label_files(name):
            labels = label_file(path)
            known = languages.setdefault(labels.language, {})
            for grade, words in labels.labels.items():
                for english, shown in words.items():
                    each = (shown,) if isinstance(shown, str) else shown
                    known[fold(english)] = Words(each, grade)
        return Lexicon(languages)

    def _label_files(self, name: str) -> Iterator[Path]:
        """Yield the files of words that a platform uses, in the order in which later ones win."""
        extended = {name} | {
            inherited
            for file in self.files
            if file.data.platform == name
            for inherited in file.data.extends
        }
        for folder in self._folders:
            for platform in sorted(extended):
                yield from sorted((folder / platform / LABELS).glob("*.toml"))


def _under(file: SelectorFile, common: SelectorFile) -> SelectorFile:
    """Merge what is common beneath a file: the file's own entries win."""
    return file.model_copy(
        update={
            "hosts": tuple(dict.fromkeys((*file.hosts, *common.hosts))),
            "content_hosts": tuple(dict.fromkeys((*file.content_hosts, *common.content_hosts))),
            "requests": file.requests or common.requests,
            "search": file.search or common.search,
            "elements": {**common.elements, **file.elements},
            "sections": {**common.sections, **file.sections},
            "interruptions": {**common.interruptions, **file.interruptions},
            "noise": Noise(
                label=(*file.noise.label, *common.noise.label),
                section=(*file.noise.section, *common.noise.section),
            ),
        }
    )


def _source(file: File) -> str:
    name = f"{file.data.platform}/{file.data.version}"
    return name if file.bundled else str(file.path)
