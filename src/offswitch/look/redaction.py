"""What of a page's structure may be given away: its texts become their kinds, except for words that are no secret.

Nothing here looks at a page. What comes in is ``screen.structure_of`` a page; what goes out are the nodes of a
bundle (``model.page_bundle``), with nothing in them but words from closed lists, small numbers, and texts that are
known, or were confirmed by the person.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from offswitch.model import page_bundle
from offswitch.model.page_bundle import BundleNode, is_plain
from offswitch.model.text import fold, one_line
from offswitch.packs.word_list import WordList

_EMAIL = re.compile(r"\S+@\S+\.\w+")
_ADDRESS = re.compile(r"\w+://|\bwww\.|\b[\w-]+(\.[\w-]+)+(/|$)")
_NUMBER = re.compile(r"[^\w]*\d[\d\W]*")
_IDENTIFIER = re.compile(r"@\S+|(?=\S*[\d_])(?=\S*[A-Za-z])[\w.-]{5,}")
_NO_WORDS = re.compile(r"[\W_]{1,3}")
_LONGEST = 300
_FARTHEST = 100_000
_TAGS = frozenset(get_args(page_bundle.Tag)) - {"x-switch"}
_ALLOWED: dict[str, frozenset[str]] = {
    "role": frozenset(get_args(page_bundle.Role)),
    "checked": frozenset(get_args(page_bundle.Told)),
    "popup": frozenset(get_args(page_bundle.Popup)),
    "hidden": frozenset({"gone", "unseen", "clear", "clipped"}),
    "placed": frozenset({"fixed", "absolute"}),
    "overflow": frozenset({"hidden", "auto"}),
    "answer": frozenset(get_args(page_bundle.Answer)),
}
_STATES = frozenset(get_args(page_bundle.State))
_TYPES = frozenset(get_args(page_bundle.InputType))
_FLAGS = ("inline", "disabled", "inert", "link", "focusable", "kept", "aside", "unreachable")
_HEADING_LEVELS = range(1, 10)
_LIMITS = {"size": (0, 200), "weight": (0, 1000), "above": (-_FARTHEST, _FARTHEST)}

RawNode = dict[str, Any]


@dataclass
class Redaction:
    """Redacts the texts of some pages; equal texts become equal ones.

    Args:
        words: that may be told.
        confirmed: texts, folded, that the person said may be told as well.
        account: what the page calls the person; empty if that is not known.
    """

    words: WordList
    confirmed: Collection[str] = ()
    account: str = ""
    _numbers: dict[str, int] = field(default_factory=dict)

    def nodes(self, raw: Sequence[RawNode]) -> list[BundleNode]:
        """Return the nodes of a page without what must not be told."""
        whole = self._told_whole(raw)
        return [self._node(node, is_known=number in whole) for number, node in enumerate(raw)]

    def text(self, text: str) -> str:
        """Return a text as it may be told: as it is, in parts, or only by its kind."""
        if self.may_tell(text):
            return text
        parts = [
            part if known and self._is_plain(part) else self._kind(part)
            for part, known in self.words.parts(one_line(text))
        ]
        told = " ".join(parts)
        return told if len(told) <= _LONGEST else self._kind(text)

    def may_tell(self, text: str) -> bool:
        """Tell whether a whole text is known, or was confirmed."""
        is_known = self.words.knows(text) or fold(text) in self.confirmed
        return is_known and self._is_plain(text)

    def _is_plain(self, text: str) -> bool:
        """Tell whether a known text fits into a bundle at all."""
        fits = 0 < len(text) <= _LONGEST and is_plain(text)
        return fits and kind_of(text) not in {"email", "url", "number"}

    def _told_whole(self, raw: Sequence[RawNode]) -> set[int]:
        """Return the numbers of the texts in elements that say, as a whole, what may be told.

        A site may write one label in several elements.
        """
        said = [str(node.get("text") or "") for node in raw]
        for number in range(len(raw) - 1, 0, -1):
            outer = raw[number]["in"]
            if said[number] and len(said[outer]) <= _LONGEST:
                said[outer] = f"{said[number]} {said[outer]}".strip()
        whole = set[int]()
        for number, node in enumerate(raw):
            if node["in"] in whole or self.may_tell(said[number]):
                whole.add(number)
        return whole

    def _node(self, raw: RawNode, *, is_known: bool) -> BundleNode:
        told: dict[str, Any] = {"in": raw["in"] if raw["in"] >= 0 else None}
        if raw.get("text"):
            text = one_line(raw["text"])
            told["text"] = text if is_known and is_plain(text) else self.text(text)
            return BundleNode.model_validate(told)
        told |= {name: raw[name] for name in _FLAGS if raw.get(name)}
        told |= {name: raw[name] for name, those in _ALLOWED.items() if raw.get(name) in those}
        told |= {name: _within(raw[name], *ends) for name, ends in _LIMITS.items() if raw.get(name)}
        told |= {
            name: raw[name]
            for name in ("labels", "group", "chosen", "leads")
            if raw.get(name, -1) >= 0
        }
        told["tag"] = _tag(raw)
        told["states"] = _states(raw.get("states") or {})
        told["labelled"] = tuple(raw.get("labelled") or ())[:10]
        if raw.get("tag") == "input":
            told["type"] = raw["type"] if raw.get("type") in _TYPES else "text"
        if int(raw.get("level") or 0) in _HEADING_LEVELS:
            told["level"] = raw["level"]
        if raw.get("box"):
            told["box"] = tuple(_within(side, -_FARTHEST, _FARTHEST) for side in raw["box"])
        if label := one_line(str(raw.get("label") or "")):
            told["label"] = self.text(label)
        told["options"] = tuple(
            self.text(one_line(one) or "-") for one in raw.get("options") or ()
        )[:200]
        return BundleNode.model_validate(told)

    def _kind(self, text: str) -> str:
        """Return what stands for a text."""
        if _NO_WORDS.fullmatch(text) and is_plain(text):
            return text
        kind = "name" if self.account and fold(text) == fold(self.account) else kind_of(text)
        number = self._numbers.setdefault(f"{kind} {fold(text)}", len(self._numbers) + 1)
        return f"<{kind} {number}>"


def kind_of(text: str) -> str:
    """Return what kind of text this is: an email address, an address, a number, an identifier, or any other."""
    if _EMAIL.search(text):
        return "email"
    if _ADDRESS.search(text):
        return "url"
    if _NUMBER.fullmatch(text):
        return "number"
    return "id" if _IDENTIFIER.fullmatch(text) else "text"


def _tag(raw: RawNode) -> str:
    tag = str(raw.get("tag"))
    if raw.get("custom"):
        return "x-switch"
    if tag in _TAGS:
        return tag
    return "span" if raw.get("inline") else "div"


def _states(states: dict[str, Any]) -> dict[str, str]:
    told = {"true", "false", "mixed"}
    return {name: value for name, value in states.items() if name in _STATES and value in told}


def _within(number: float, least: int, most: int) -> int:
    return min(max(int(number), least), most)
