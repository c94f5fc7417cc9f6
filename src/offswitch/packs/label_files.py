"""The files of words, which say what the labels of a platform are in other languages. Each is read once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from offswitch.model.lexicon import Lexicon, Words
from offswitch.model.text import fold
from offswitch.packs.disk import LABELS, Wording, label_file


class LabelFiles:
    """The files of words in some folders.

    Args:
        folders: later ones win.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._found: dict[Path, tuple[Path, ...]] = {}
        self._read: dict[Path, Wording] = {}
        self._lexicons: dict[frozenset[str], Lexicon] = {}

    def paths(self, platforms: Collection[str]) -> list[Path]:
        """Return the files of some platforms, in the order in which later ones win."""
        return [
            path
            for folder in self._folders
            for platform in sorted(platforms)
            for path in self._in(folder / platform / LABELS)
        ]

    def of(self, platforms: Collection[str]) -> list[Wording]:
        """Return what the files of some platforms say; later ones win.

        Raises:
            PackError: a file is invalid.
        """
        paths = self.paths(platforms)
        self._read |= {path: label_file(path) for path in paths if path not in self._read}
        return [self._read[path] for path in paths]

    def lexicon(self, platforms: Collection[str]) -> Lexicon:
        """Return what the labels of some platforms are in other languages.

        Raises:
            PackError: a file is invalid.
        """
        key = frozenset(platforms)
        if key not in self._lexicons:
            self._lexicons[key] = _lexicon_of(self.of(key))
        return self._lexicons[key]

    def _in(self, place: Path) -> tuple[Path, ...]:
        if place not in self._found:
            self._found[place] = tuple(sorted(place.glob("*.toml")))
        return self._found[place]


def _lexicon_of(wordings: Sequence[Wording]) -> Lexicon:
    languages: dict[str, dict[str, Words]] = {}
    for each in wordings:
        known = languages.setdefault(each.data.language, {})
        for grade, words in each.data.labels.items():
            for english, shown in words.items():
                known[fold(english)] = Words((shown,) if isinstance(shown, str) else shown, grade)
    return Lexicon(languages)
