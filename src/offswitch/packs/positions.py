"""In which line of a file a label is written: ``tomllib`` keeps no line numbers.

The text is read as these files are written: a table's header and a key begin a line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from offswitch.model.lexicon import Lexicon, primary
from offswitch.model.position import Position
from offswitch.model.text import fold
from offswitch.packs.disk import shown_path
from offswitch.packs.toml_file import Unreadable, read_content

_HEADER = re.compile(r"\s*\[\[?\s*([\w.\"' -]+?)\s*\]\]?\s*(?:#.*)?$")
_STRING = r"(\"(?:[^\"\\]|\\.)*\"|'[^']*')"
_KEY = re.compile(rf"\s*([\w-]+|{_STRING})\s*=")
_BY = re.compile(r"\bby\s*=\s*[\"'](\w+)[\"']")
_LABEL_KEYS = {
    "label": "label", "key": "label", "row": "label",
    "role": "name", "text": "value",
}  # fmt: skip
"""What a locator calls its label, by the locator's kind."""


class Positions:
    """Where the labels of one layout are written. The files are read again only when that is asked.

    Args:
        files: its selector file, then what that extends, in the order in which they count.
        words: files of words in other languages; later ones win.
        lexicon: what those say.
    """

    def __init__(self, files: Sequence[Path], words: Sequence[Path], lexicon: Lexicon) -> None:
        self._files, self._words, self._lexicon = files, words, lexicon

    def find(self, place: str, language: str) -> Position | None:
        """Find where the label is written that is looked for on a page.

        Args:
            place: ``elements.NAME`` or ``sections.NAME``.
            language: the page's language tag; empty counts as that of the file.

        Returns:
            A line of a selector file; where the page is in another language, of its file of words.
            None where there is none.
        """
        found = (label_positions(*_read(path)).get(place) for path in self._files)
        position = next((each for each in found if each), None)
        if position is None or self._lexicon.speaks(language) or self._lexicon.assumes(language):
            return position
        label = fold(position.label)
        known = (word_positions(*_read(path)).get(label) for path in self._words_of(language))
        return next((each for each in known if each), None)

    def _words_of(self, language: str) -> list[Path]:
        stems = {language.replace("_", "-").lower(), primary(language)}
        return [path for path in reversed(self._words) if path.stem.lower() in stems]


def label_positions(text: str, shown: str) -> dict[str, Position]:
    """Find the first label of each element, and the first heading of each section.

    Args:
        text: a selector file.
        shown: the file's path, as a person knows it.

    Returns:
        By ``elements.NAME`` and ``sections.NAME``. Elements that go by no label are left out.
    """
    found: dict[str, Position] = {}
    kinds: dict[str, str] = {}
    for number, header, key, line in _lines(text):
        table, _, name = header.partition(".")
        place = f"{table}.{name or key}"
        if table == "sections" and key == "heading":
            written, pattern = key, rf"(?:^|heading\s*=)[\s\[]*{_STRING}"
        elif table == "elements":
            if by := _BY.search(line):
                kinds[place] = by[1]
            written = _LABEL_KEYS.get(kinds.get(place, ""), "")
            pattern = rf"\b{written}\s*=\s*{_STRING}"
        else:
            continue
        if written and (label := re.search(pattern, line)):
            found.setdefault(place, Position(shown, number, written, _value(label[1])))
    return found


def word_positions(text: str, shown: str) -> dict[str, Position]:
    """Find each English label of a file of words; by the folded label."""
    return {
        fold(key): Position(shown, number, key, key)
        for number, table, key, line in _lines(text)
        if table.startswith("labels.") and key and _KEY.match(line)
    }


def _lines(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Yield each line with its number, the table that it is in, and the key that it belongs to."""
    table = key = ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("#"):
            continue
        if header := _HEADER.match(line):
            table, key = header[1].replace('"', ""), ""
        elif begun := _KEY.match(line):
            key = _value(begun[1]) if begun[2] else begun[1]
        yield number, table, key, line


def _value(written: str) -> str:
    """Return what a string says; nothing if it is none."""
    try:
        return str(tomllib.loads(f"text = {written}")["text"])
    except tomllib.TOMLDecodeError:
        return ""


def _read(path: Path) -> tuple[str, str]:
    """Return a file's text, and its path as a person knows it; no text if the file is no longer one.

    It was in order when the run began, but it may be something else by now.
    """
    try:
        content, _ = read_content(path)
    except Unreadable:
        content = b""
    return content.decode("utf-8", errors="replace"), shown_path(path)
