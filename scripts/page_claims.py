"""What fixtures/ shows of a site's pages: every word, address, operation and mark, with its line.

Where no evidence says how a page looks, the replica draws one of several shapes. So each claim tells whether an open
place has something else there instead.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import claims
from claims import Claim, File

FIXTURES = claims.ROOT / "fixtures"
SHARED = "_kit"
"""The folder of what every site shows."""
_MARKS = re.compile(r'data-testid"?[=:] ?"([a-z][\w-]*)"|\bid: "([a-z]+(?:-[a-z]+)+)"')
_SAID = re.compile(r'(?<!== )(?<!Error\()"([A-Z][a-z]*(?: [^"]*)?)"')
"""Words in a script: what is only compared, or what an error says, is none of the page's."""
_COMMENTS = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
_KEYS = frozenset({"Enter", "Escape"})

Places = dict[str, dict[str, Any]]


def of_fixtures(folder: Path = FIXTURES) -> Iterator[Claim]:
    """Yield everything that the replica's sites show, but for the shapes that their scripts draw."""
    places = open_places(folder)
    for path in sorted(folder.glob("*/words/*.toml")):
        yield from _of_words(path, places)
    for path in sorted(folder.glob("*/site.toml")):
        yield from _of_site(path, places)
    for path in sorted((*folder.glob("*/*.js"), *folder.glob("*/*.html"))):
        yield from _of_script(path)


def sites(folder: Path = FIXTURES) -> dict[str, dict[str, Any]]:
    """Return what the site.toml of each site says."""
    return {path.parent.name: _read(path) for path in sorted(folder.glob("*/site.toml"))}


def sites_of(folder: Path = FIXTURES) -> dict[str, set[str]]:
    """Return the hosts of each site."""
    return {name: set(data["hosts"]) for name, data in sites(folder).items()}


def open_places(folder: Path = FIXTURES) -> Places:
    """Return every place whose look is open, by name, as the files say it."""
    places: Places = {}
    if (shared := folder / SHARED / "shapes.toml").is_file():
        places |= _read(shared)
    for data in sites(folder).values():
        places |= data.get("open_places", {})
    return places


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _of_words(path: Path, places: Places) -> Iterator[Claim]:
    text, tables = File(path), _read(path)
    said: dict[str, list[tuple[str, str, str]]] = {}
    for table, name, words in _tables(tables):
        for key, word in words.items():
            for one in (word,) if isinstance(word, str) else word:
                if key != "like" and any(letter.isalpha() for letter in one):
                    said.setdefault(one, []).append((table, name, key))
    for word, where in said.items():
        last = [_is_last(table, name, places) for table, name, _ in where]
        varied = [
            table == "renamed" or _is_open(key, name if table != "common" else "", tables, places)
            for table, name, key in where
        ]
        claim = text.claim("word", word, path.stem)
        yield replace(
            claim, is_varied=all(map(any, zip(last, varied, strict=True))), is_last=any(last)
        )


def _tables(tables: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, str | list[str]]]]:
    """Yield each table of words: its kind, whose it is, and the words by their keys."""
    yield "common", "", tables.get("common", {})
    for kind in ("generation", "feature", "renamed"):
        for name, words in tables.get(kind, {}).items():
            yield kind, name, words
    for place, shapes in tables.get("shape", {}).items():
        for shape, words in shapes.items():
            yield "shape", f"{place}.{shape}", words


def _is_last(table: str, name: str, places: Places) -> bool:
    """Tell whether these words are those of a place's last shape, which nobody could guess."""
    place, _, shape = name.partition(".")
    return table == "shape" and shape == places[place]["of"][-1]


def _is_open(key: str, where: str, tables: dict[str, Any], places: Places) -> bool:
    """Tell whether the last shape of some place has another word there.

    Args:
        key: of the word.
        where: the layout or the shape that the word is of; nothing where it is of all.
        tables: of the same file.
        places: every open place.
    """
    return any(
        key in tables["shape"][place].get(places[place]["of"][-1], {})
        and ("." in where or _is_in(where, places[place]))
        for place in tables.get("shape", {})
    )


def _is_in(layout: str, place: dict[str, Any]) -> bool:
    layouts = place.get("generations")
    return not layout or not layouts or layout in layouts


def _of_site(path: Path, places: Places) -> Iterator[Claim]:
    text, data = File(path), _read(path)
    for called in data.pop("api").values():
        yield text.claim("operation", called)
    for operation in data.pop("operations", {}):
        heading = f"[operations.{operation}]"
        lines = [n for n, line in enumerate(text.lines, 1) if line.startswith(heading)]
        yield text.at(lines, "operation", operation)
    for host in data["hosts"]:
        yield text.claim("address", host)
    varied = set(_varied_paths(data["routes"], places))
    for address in dict.fromkeys(_strings(data)):
        if address.startswith("/"):
            yield replace(text.claim("path", address), is_varied=address in varied)


def _varied_paths(routes: list[dict[str, Any]], places: Places) -> Iterator[str]:
    """Yield the addresses instead of which the last shape of a place has another one."""
    for route in routes:
        for place in route.get("shapes", {}):
            last = {place: places[place]["of"][-1]}
            others = [r["path"] for r in routes if r.get("shapes") == last]
            if any(other != route["path"] for other in others):
                yield route["path"]


def _strings(data: object) -> Iterator[str]:
    match data:
        case str():
            yield data
        case dict():
            yield from _strings(list(data.values()))
        case list():
            for value in data:
                yield from _strings(value)
        case _:
            pass  # a number or a date


def _of_script(path: Path) -> Iterator[Claim]:
    """Yield what a script or a template says by itself: its marks, and words but for the site's name."""
    text = File(path)
    for mark in dict.fromkeys(one or other for one, other in _MARKS.findall(text.whole)):
        yield text.claim("mark", mark)
    if path.suffix == ".js":
        site = path.parent / "site.toml"
        name = _read(site)["title"] if site.is_file() else ""
        for word in dict.fromkeys(_SAID.findall(_COMMENTS.sub("", text.whole))):
            if word != name and word not in _KEYS:
                yield text.claim("word", word)
