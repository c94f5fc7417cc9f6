"""From a page's structure to a bundle: redacted, and small enough to be sent around."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from offswitch.errors import ConfigError
from offswitch.look.pruning import is_control, stages
from offswitch.look.redaction import Redaction
from offswitch.model.lexicon import language_tag
from offswitch.model.page_bundle import (
    BUNDLE_SCHEMA,
    LARGEST,
    MOST_NODES,
    PLACEHOLDER,
    BundleNode,
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
        seen: how many elements and texts the page has.
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
    structure: Mapping[str, Any],
    words: WordList,
    *,
    setting: str,
    expected: Mapping[str, str],
    confirmed: Collection[str] = (),
    account: str = "",
) -> Captured:
    """Return what may be given away of a page.

    Args:
        structure: of the page, as it is.
        words: that are no secret.
        setting: full id of the setting that was looked for.
        expected: what a look at the page says of each setting.
        confirmed: texts, folded, that the person said may be told as well.
        account: what the page calls the person.

    Raises:
        ConfigError: it is too large, whatever is left out.
    """
    nodes = Redaction(words, confirmed, account).nodes(structure["nodes"])
    for fewer in stages(nodes):
        if len(fewer) > MOST_NODES:
            continue
        bundle = PageBundle.model_validate(
            {
                "schema": BUNDLE_SCHEMA,
                "setting": setting,
                "language": language_of(str(structure.get("language") or "")),
                "view": [max(0, min(int(side), 10_000)) for side in structure["view"]],
                "expected": dict(expected),
                "nodes": _plainly_drawn(fewer),
            }
        )
        if len(bundle.to_json().encode()) <= LARGEST:
            return Captured(bundle, len(nodes))
    raise ConfigError(
        f"the page has {counted(len(nodes), 'part')}, too many for a bundle",
        "close what is open on it, and capture it again",
    )


def language_of(declared: str) -> str:
    """Return the tag of a page's language with its region; empty for anything else."""
    language, _, region = language_tag(declared).partition("-")
    if not _LANGUAGE.fullmatch(language):
        return ""
    return f"{language.lower()}-{region}" if _REGION.fullmatch(region) else language.lower()


def _plainly_drawn(nodes: Sequence[BundleNode]) -> list[BundleNode]:
    """Leave out letters' sizes that are those of what is around."""

    def alike(node: BundleNode, name: str) -> bool:
        return node.within is not None and getattr(node, name) == getattr(nodes[node.within], name)

    return [
        node.model_copy(update={name: 0 for name in ("size", "weight") if alike(node, name)})
        for node in nodes
    ]
