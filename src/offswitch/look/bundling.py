"""From the structures of pages to a bundle: redacted, and small enough to be sent around."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from offswitch.errors import ConfigError
from offswitch.look.moments import Moment, place_of
from offswitch.look.pruning import is_control, stages
from offswitch.look.redaction import RawNode, Redaction
from offswitch.model.lexicon import language_tag
from offswitch.model.page_bundle import (
    BUNDLE_SCHEMA,
    LARGEST,
    MOST_NODES,
    MOST_PAGES,
    PLACEHOLDER,
    BundleNode,
    Command,
    PageBundle,
)
from offswitch.model.text import counted
from offswitch.packs.word_list import WordList

_LANGUAGE = re.compile(r"[A-Za-z]{1,3}")
_REGION = re.compile(r"[A-Za-z]{2}")


@dataclass(frozen=True)
class Captured:
    """A bundle, and what was left out of it.

    Attributes:
        bundle: what is given away.
        seen: how many elements and texts the pages have.
    """

    bundle: PageBundle
    seen: int

    @property
    def words(self) -> tuple[str, ...]:
        """Every text of the bundle that is not only told by its kind, once."""
        said = (
            text
            for node in self.bundle.nodes
            for text in (node.text, node.label, *node.options)
            if text and PLACEHOLDER.sub("", text).strip()
        )
        return tuple(dict.fromkeys(said))

    @property
    def kinds(self) -> dict[str, int]:
        """How many texts of each kind are told only by it."""
        counts: dict[str, int] = {}
        for node in self.bundle.nodes:
            for text in (node.text, node.label, *node.options):
                for found in PLACEHOLDER.finditer(text or ""):
                    counts[found[1]] = counts.get(found[1], 0) + 1
        return counts

    @property
    def controls(self) -> int:
        """How many controls there are."""
        return sum(map(is_control, self.bundle.nodes))


def bundle_of(
    moments: Sequence[Moment],
    words: WordList,
    *,
    setting: str,
    expected: Mapping[str, str],
    confirmed: Collection[str] = (),
    account: str = "",
    public: Collection[str] = (),
    command: Command = "check",
) -> Captured:
    """Return what may be given away of some pages.

    Args:
        moments: the pages as they are, the setting's own first.
        words: that are no secret.
        setting: full id of the setting that was looked for.
        expected: what a look at the pages says of each setting.
        confirmed: texts, folded, that the person said may be told as well.
        account: what the pages call the person.
        public: addresses that anybody may know.
        command: what looked at the pages.

    Raises:
        ConfigError: they are too large, whatever is left out.
    """
    redaction = Redaction(words, confirmed, account)
    pages = [redaction.nodes(_with_leads(moment)) for moment in moments[:MOST_PAGES]]
    seen = sum(len(moment.structure["nodes"]) for moment in moments)
    structure = moments[0].structure
    for fewer in _fewer(pages):
        if sum(map(len, fewer)) > MOST_NODES:
            continue
        bundle = PageBundle.model_validate(
            {
                "schema": BUNDLE_SCHEMA,
                "setting": setting,
                "language": language_of(str(structure.get("language") or "")),
                "view": [max(0, min(int(side), 10_000)) for side in structure["view"]],
                "command": command,
                "expected": dict(expected),
                "pages": [
                    {"at": _places(moment, public), "moved": moment.moved, "nodes": _drawn(nodes)}
                    for moment, nodes in zip(moments, fewer, strict=False)
                ],
            }
        )
        if len(bundle.to_json().encode()) <= LARGEST:
            return Captured(bundle, seen)
    raise ConfigError(
        f"the page has {counted(seen, 'part')}, too many for a bundle",
        "close what is open on it, and capture it again",
    )


def _with_leads(moment: Moment) -> list[RawNode]:
    """Return the nodes of a page, each with the page that it leads to, if the bundle has room for that."""
    nodes = list(moment.structure["nodes"])
    for number, page in moment.leads.items():
        if page < MOST_PAGES:
            nodes[number] = {**nodes[number], "leads": page}
    return nodes


def _places(moment: Moment, public: Collection[str]) -> list[str]:
    return [place_of(moment.address)] if moment.address in public else []


def _fewer(pages: Sequence[list[BundleNode]]) -> Iterator[list[list[BundleNode]]]:
    """Yield the nodes of some pages, fewer each time: first of the way, then of the setting's own, then that alone."""
    own, *ways = [list(stages(nodes)) for nodes in pages]
    for on_the_way in zip(*ways, strict=True):
        yield [own[0], *on_the_way]
    for nodes in own:
        yield [nodes, *(each[-1] for each in ways)]
    for nodes in own:
        yield [[node.model_copy(update={"leads": None}) for node in nodes]]


def language_of(declared: str) -> str:
    """Return the tag of a page's language with its region; empty for anything else."""
    language, _, region = language_tag(declared).partition("-")
    if not _LANGUAGE.fullmatch(language):
        return ""
    return f"{language.lower()}-{region}" if _REGION.fullmatch(region) else language.lower()


def _drawn(nodes: Sequence[BundleNode]) -> list[BundleNode]:
    """Leave out letters' sizes that are those of what is around."""

    def alike(node: BundleNode, name: str) -> bool:
        return node.within is not None and getattr(node, name) == getattr(nodes[node.within], name)

    return [
        node.model_copy(update={name: 0 for name in ("size", "weight") if alike(node, name)})
        for node in nodes
    ]
