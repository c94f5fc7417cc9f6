"""Every platform in every layout, region and language that has words, by every way, in several seeds.

Nothing here names a platform or a language: a new one is tried as soon as its site and its label files are there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from offswitch.packs import Library
from offswitch.replica import Replica
from offswitch.replica.fixtures import load_sites
from offswitch.replica.site import Site
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
    library, sites = Library(), load_sites()
    return tuple(
        cell
        for site in sites
        if site.platform in library.platforms()
        for has_search in [bool(library.pack(site.platform).platform.search_at)]
        for cell in _cells_of(site, layouts(site, sites), has_search=has_search)
    )


def sample(cells: Iterable[Cell], most: int) -> list[Cell]:
    """Choose some cells by chance, the same ones each time.

    First each platform by each way in English, where most can be worked; then each language by each way; then any.
    """

    def chance(cell: Cell) -> str:
        return hashlib.sha256(cell.id.encode()).hexdigest()

    drawn = sorted(cells, key=chance)
    english = {(cell.platform, cell.way): cell for cell in drawn[::-1] if cell.language == "en"}
    others = {(cell.language, cell.way): cell for cell in drawn[::-1]}
    groups = (english.values(), others.values(), drawn)
    chosen = (cell for group in groups for cell in sorted(group, key=chance))
    return [*dict.fromkeys(chosen)][:most]


def _cells_of(site: Site, where: Iterable[tuple[str, str]], *, has_search: bool) -> Iterator[Cell]:
    languages = _languages(site)
    ways = [way for way in PATHS if way != "search" or has_search]
    for generation, region in where:
        for language, way, shapes in product(languages, ways, SHAPES):
            yield Cell(site.platform, generation, region, language, way, shapes)


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
    assert not what_is_wrong(results, before, states(replica), writes(replica))
    return outcomes(results)
