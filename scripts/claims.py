"""What selectors/ says of a site's pages: every word, address, operation, mark and shape, with its line."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from offswitch.model.controls import SwitchControl
from offswitch.model.geography import Route, SelectorFile, labels_of
from offswitch.model.label_file import LabelFile
from offswitch.model.locators import ByAttribute, ByHref, ByPhrase, Locator, label_of
from offswitch.model.text import polarity

ROOT = Path(__file__).parents[1]
SELECTORS = ROOT / "selectors"
OWN: Final = "D"
"""Grade, and mark, of what is an inference of ours."""
_GRADE = re.compile(rf"(?:#|//)\s*(?:({OWN})\b|([A-C])(?=[,:;]|\s*$))")
_NOBODYS = frozenset({"{account}"})


@dataclass(frozen=True)
class Claim:
    """One thing that a file says of a page.

    Attributes:
        kind: ``word``, ``phrase``, ``address``, ``path``, ``operation``, ``mark`` or ``shape``.
        text: what it says.
        place: the file, and the first line that says it.
        is_marked: whether every such line says that it is our own.
        language: of a word.
        grade: the best one that these lines state; empty where they state none.
        is_varied: of a page: whether an open place has something else there, which nobody could guess.
        is_last: of a page: whether this is what nobody could guess.
    """

    kind: str
    text: str
    place: str
    is_marked: bool
    language: str = "en"
    grade: str = ""
    is_varied: bool = False
    is_last: bool = False

    @property
    def folder(self) -> str:
        """The platform, or the site, whose files say it."""
        return self.place.split("/")[1]


@dataclass
class File:
    """A file as it is written, in TOML or JavaScript: its lines, and the grades that they state.

    A grade at the end of a line is about that line; one on a line of its own is about the lines below
    it, up to an empty line, a table's heading or another comment; one at the end of a heading is about
    its table. What stands nearer holds. What is of the lowest grade is marked as our own.
    """

    path: Path
    lines: list[str] = field(init=False)
    whole: str = field(init=False)
    starts: list[int] = field(init=False)
    grades: dict[int, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.lines = self.path.read_text(encoding="utf-8").splitlines()
        self.whole = "\n".join(self.lines)
        self.starts = [0, *(at + 1 for at, letter in enumerate(self.whole) if letter == "\n")]
        above = table = ""
        for number, line in enumerate(self.lines, 1):
            words, stated = line.strip(), _grade(line)
            if words.startswith("#"):
                above = stated if _GRADE.match(words) else ""
            elif words.startswith("["):
                above, table = "", stated
            elif not words:
                above = ""
            if grade := stated or above or table:
                self.grades[number] = grade

    @property
    def marked(self) -> set[int]:
        """The lines that say that they are our own."""
        return {number for number, grade in self.grades.items() if grade == OWN}

    def claim(self, kind: str, text: str, language: str = "en") -> Claim:
        """Return a claim of this file, from every line that holds its text in quotes."""
        plain = text.replace("\\", "\\\\")
        quoted = (f'"{plain}"', f"'{text}'", '"' + plain.replace('"', '\\"') + '"', f"{text} = ")
        lines = sorted({line for each in quoted for line in self._lines_with(each)})
        return self.at(lines, kind, text, language)

    def _lines_with(self, quoted: str) -> Iterator[int]:
        at = self.whole.find(quoted)
        while at >= 0:
            yield bisect(self.starts, at)
            at = self.whole.find(quoted, at + 1)

    def at(self, lines: list[int], kind: str, text: str, language: str = "en") -> Claim:
        """Return a claim of some lines of this file."""
        place = f"{self.path.relative_to(ROOT)}:{lines[0] if lines else 1}"
        grades = [self.grades.get(line, "") for line in lines]
        is_marked = bool(lines) and all(grade == OWN for grade in grades)
        return Claim(kind, text, place, is_marked, language, min(filter(None, grades), default=""))


def _grade(line: str) -> str:
    found = _GRADE.search(line)
    return found[1] or found[2] if found else ""


def of_selectors(folder: Path = SELECTORS) -> Iterator[Claim]:
    """Yield everything that the selector files say, and of other languages what we translated ourselves."""
    for path in sorted(folder.glob("*/*.toml")):
        text, data = File(path), _read(path)
        for kind, said in dict.fromkeys(
            (*_of_elements(data), *_of_places(data), *_of_requests(data))
        ):
            if said not in _NOBODYS:
                yield text.claim(kind, said)
        for name, route in data.routes.items():
            if shape := _shape(data, name, route):
                claim = text.at(_lines_of(text, data, name), "shape", shape)
                yield claim if may_be_ours(data, route) else replace(claim, is_marked=False)
    for path in sorted(folder.glob("*/labels/*.toml")):
        text, file = File(path), LabelFile.model_validate(_table(path))
        for word in file.labels.get(OWN, {}).values():
            for one in (word,) if isinstance(word, str) else word:
                yield replace(text.claim("word", one, file.language), is_marked=True, grade=OWN)


def hosts_of(folder: Path = SELECTORS) -> dict[str, set[str]]:
    """Return the hosts that each platform's files lead to, on its own pages and on those that it extends."""
    files = [_read(path) for path in sorted(folder.glob("*/*.toml"))]
    own: dict[str, set[str]] = {}
    for file in files:
        own.setdefault(file.platform, set()).update(file.hosts, file.moved.values())
    extended = {(file.platform, other) for file in files for other in file.extends if other in own}
    return own | {
        platform: own[platform].union(*(own[other] for name, other in extended if name == platform))
        for platform, _ in extended
    }


def _table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _read(path: Path) -> SelectorFile:
    return SelectorFile.model_validate(_table(path))


def _of_elements(file: SelectorFile) -> Iterator[tuple[str, str]]:
    for locators in file.elements.values():
        for each in locators:
            if claim := _of_locator(each):
                yield claim


def _of_locator(each: Locator) -> tuple[str, str] | None:
    match each:
        case ByPhrase(value=value):
            return "phrase", value
        case ByHref(value=value):
            return "address", value
        case ByAttribute(attribute="type"):
            return None
        case ByAttribute(attribute=attribute, value=value):
            return "word" if attribute == "aria-label" else "mark", value
        case _:
            label = label_of(each)
            return ("word", label) if label is not None else None


def _of_places(file: SelectorFile) -> Iterator[tuple[str, str]]:
    for section in file.sections.values():
        for word in (*section.headings, *section.neighbours, *section.also):
            yield "word", word
    for interruption in file.interruptions.values():
        yield from (("address", glob) for glob in interruption.url)
        if interruption.title:
            yield "word", interruption.title
    yield from (("word", word) for word in file.noise.section)
    yield from (("address", host) for host in (*file.hosts, *file.moved, *file.moved.values()))
    yield from (("address", route.url) for route in file.routes.values() if route.url)


def _of_requests(file: SelectorFile) -> Iterator[tuple[str, str]]:
    if requests := file.requests:
        globs = (requests.operation, *requests.reads, *requests.ignore, *requests.data)
        yield from (("operation", glob) for glob in globs if glob)
    yield from (("operation", glob) for r in file.routes.values() for glob in r.mutations)


def _shape(file: SelectorFile, setting: str, route: Route) -> str:
    """Say in one line what is operated, which side means off, and what is pressed around it.

    Returns:
        Nothing for what is not operated.
    """
    control = route.control
    if control.kind in {"guide", "form"}:
        return ""
    inverted = ", on means off" if control.kind == "switch" and control.inverted else ""
    steps = {"opened by": route.open, "committed by": route.confirm, "may ask": route.asked}
    named = [
        f"; {words} {', '.join(_name(file, name) for name in names)}"
        for words, names in steps.items()
        if names
    ]
    return f"{file.platform}.{setting} {file.version}: {control.kind}{inverted}{''.join(named)}"


def may_be_ours(file: SelectorFile, route: Route) -> bool:
    """Tell whether a mark will do for a control: what means off where "on" is read needs words or a source."""
    control = route.control
    if not isinstance(control, SwitchControl) or not control.inverted:
        return True
    return all(polarity(label) == "negative" for label in _labels(file, control.element))


def _name(file: SelectorFile, element: str) -> str:
    """Return the first label of an element, else its name."""
    return next(iter(_labels(file, element)), element)


def _labels(file: SelectorFile, element: str) -> tuple[str, ...]:
    """Return the labels of an element, which may stand in a file that several layouts share."""
    return next((found for f in (file, *_shared()) if (found := labels_of(f, element))), ())


@cache
def _shared() -> tuple[SelectorFile, ...]:
    """Return what the layouts of each platform share."""
    return tuple(_read(path) for path in sorted(SELECTORS.glob("*/common.toml")))


def _lines_of(text: File, file: SelectorFile, setting: str) -> list[int]:
    """Return the lines that say a route's shape: those that are marked, else all of them.

    What rests on evidence of the lowest grade counts as marked.
    """
    begin = text.lines.index(f"[routes.{setting}]") + 1
    rest = text.lines[begin:]
    length = next((n for n, line in enumerate(rest) if line.startswith("[")), len(rest))
    said = re.compile(r"(control|open|save|confirm|asked) = ")
    own = [begin + n + 1 for n in range(length) if said.match(rest[n])]
    evidence = file.evidence.get(setting)
    if evidence and evidence.grade == OWN:
        text.grades.update(dict.fromkeys(own, OWN))
    return [line for line in own if line in text.marked] or own
