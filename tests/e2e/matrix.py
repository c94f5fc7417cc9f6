"""Every platform in every layout, region and language that has words, by every way, in several seeds.

A language has words in a layout if its label file knows those of a control there. In any other one a run can
only refuse, whatever is drawn, so it has one cell a layout, to show that it does.

Nothing here names a platform or a language: a new one is tried as soon as its site and its label files are there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from offswitch.model.geography import labels_of
from offswitch.model.lexicon import Lexicon, UnknownWords
from offswitch.packs import Pack
from offswitch.replica import Replica
from offswitch.replica.fixtures import load_sites
from offswitch.replica.site import Site
from tests import bundled
from tests.conftest import ROOT, Program
from tests.e2e.contract import PATHS, layouts
from tests.e2e.honest import what_is_wrong
from tests.e2e.scenarios import ACCOUNT, outcomes, states, writes

SHAPES = {
    "seed-1": 'shape = "seed"\nseed = "1"',
    "seed-2": 'shape = "seed"\nseed = "2"',
    "seed-3": 'shape = "seed"\nseed = "3"',
    "nobodys": "shape = -1",
}
"""What stands where evidence is silent: what a seed draws, or everywhere what nobody could guess."""


@dataclass(frozen=True)
class Cell:
    """One run over one platform: the layout and language of its pages, the way there, and what is drawn."""

    platform: str
    generation: str
    region: str
    language: str
    way: str
    shapes: str

    @property
    def id(self) -> str:
        layout = f"{self.generation}-{self.region}-{self.language}"
        return f"{self.platform}-{layout}-{self.way}-{self.shapes}"

    def scenario(self) -> str:
        return (
            f'generation = "{self.generation}"\nregion = "{self.region}"\nlatency = 0.02\n'
            f'language = "{self.language}"\n{PATHS[self.way]}\n{SHAPES[self.shapes]}\n'
            f"{ACCOUNT.rstrip()}\nbusiness = true\n"
        )


@cache
def every_cell() -> tuple[Cell, ...]:
    """Return each cell of the matrix."""
    sites = load_sites()
    return tuple(
        cell
        for site in sites
        if site.platform in bundled.library().platforms()
        for cell in _cells_of(bundled.pack(site.platform), site, layouts(site, sites))
    )


def sample(cells: Iterable[Cell], most: int) -> list[Cell]:
    """Choose some cells by chance, the same ones each time.

    First each platform by each way in English, where most can be worked; then each language by each way; then any.
    """
    drawn = sorted(cells, key=_chance)
    english = {(cell.platform, cell.way): cell for cell in drawn[::-1] if cell.language == "en"}
    others = {(cell.language, cell.way): cell for cell in drawn[::-1]}
    groups = (english.values(), others.values(), drawn)
    chosen = (cell for group in groups for cell in sorted(group, key=_chance))
    return [*dict.fromkeys(chosen)][:most]


def _chance(cell: Cell) -> str:
    return hashlib.sha256(cell.id.encode()).hexdigest()


def spread(cells: Iterable[Cell]) -> list[Cell]:
    """Put the cells in an order in which each part of the matrix has its turn early.

    The first round has one cell of each platform's layout in each language; the second has another way or
    another shape of each, and so on. Within a round, ways and shapes take turns.
    """
    groups: dict[tuple[str, ...], list[Cell]] = {}
    for cell in cells:
        where = (cell.platform, cell.generation, cell.region, cell.language)
        groups.setdefault(where, []).append(cell)
    turns: list[tuple[int, str, Cell]] = []
    for index, group in enumerate(groups.values()):
        ways, shapes = (
            list(dict.fromkeys(each))
            for each in zip(*((c.way, c.shapes) for c in group), strict=True)
        )
        for cell in group:
            shape = (shapes.index(cell.shapes) + index) % len(shapes)
            way = (ways.index(cell.way) + shape + index // len(shapes)) % len(ways)
            turns.append((shape + way * len(shapes), _chance(cell), cell))
    return [cell for _, _, cell in sorted(turns, key=lambda turn: turn[:2])]


def _cells_of(pack: Pack, site: Site, where: Iterable[tuple[str, str]]) -> Iterator[Cell]:
    for (generation, region), language in product(where, _languages(site)):
        ways = [way for way in PATHS if way != "search" or _has_search(pack, generation)]
        cells = [
            Cell(site.platform, generation, region, language, way, shapes)
            for way, shapes in product(ways, SHAPES)
        ]
        yield from cells if has_words(pack, generation, language) else cells[:1]


def _has_search(pack: Pack, generation: str) -> bool:
    """Tell whether the site has a search of its settings in a layout; where it has none, a setting has no way at all."""
    layouts = [v.file for v in pack.variants if (v.file.version or "") <= generation]
    return bool(pack.platform.search_at) and all(file.search is not False for file in layouts[:1])


def has_words(pack: Pack, generation: str, language: str) -> bool:
    """Tell whether any control of a layout is known by its words in a language.

    English has them all, also those of a layout of which only a guide is known.
    """
    if any(variant.lexicon.speaks(language) for variant in pack.variants):
        return True
    versions = {variant.file.version or "" for variant in pack.variants}
    before = [version for version in versions if version[: len("2026-07")] <= generation]
    newest = max(before or versions)
    return any(
        _is_known(variant.lexicon, label, language)
        for variant in pack.variants
        if (variant.file.version or "")[: len("2026-07")] == newest[: len("2026-07")]
        for route in variant.file.routes.values()
        for element in route.control.elements
        for label in labels_of(variant.file, element)
    )


def _is_known(lexicon: Lexicon, label: str, language: str) -> bool:
    try:
        return bool(lexicon.translate(label, language))
    except UnknownWords:
        return False


def _languages(site: Site) -> list[str]:
    """Languages in which the site has words, and a label file knows them."""
    labels = (ROOT / "selectors" / site.platform / "labels").glob("*.toml")
    known = {path.stem for path in labels} | {"en"}
    return sorted(known & set(site.languages))


def run_over(cell: Cell, program: Program, replica: Replica) -> dict[str, tuple[str, str | None]]:
    """Run over a cell's replica, and hold everything that is said and written against the truth.

    Returns:
        What was said of each setting.
    """
    before = states(replica)
    done = program.signed_in(replica)("run", "--yes", "--headless", "--json", cell.platform)
    assert done.out, done.err
    results = done.results()
    assert {name.partition(".")[0] for name in results} == {cell.platform}
    wrong = what_is_wrong(results, before, states(replica), writes(replica))
    assert not wrong, wrong
    return outcomes(results)
