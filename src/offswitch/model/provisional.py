"""Words by which a page says that a setting does not hold yet, or not for long, in every language of ``provisional.toml``.

A control may show "off" while the site only keeps a draft, waits for a confirmation, or pauses until tomorrow.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from offswitch.model.text import fold, one_spelling

Where = Literal["beside", "anywhere", "since", "turned"]


@dataclass(frozen=True)
class _Language:
    """One language's words.

    Attributes:
        tag: the language's own, without a region.
        beside: regular expressions of what counts beside a control.
        anywhere: of what counts wherever it stands on its page.
        since: of what counts only in what a page says once something was changed on it.
        turned: of what counts in the chosen value of another control, such as "everything except what is ticked".
        spaced: whether words are parted by spaces.
    """

    tag: str
    beside: Sequence[str]
    anywhere: Sequence[str]
    since: Sequence[str]
    turned: Sequence[str]
    spaced: bool = True

    def says(self, folded: str, where: Where) -> bool:
        """Tell whether a folded text has such a word."""
        return bool(self._found[where].search(folded))

    @cached_property  # most commands look at no page
    def _found(self) -> dict[Where, re.Pattern[str]]:
        beside = (*self.beside, *self.anywhere)
        return {
            "beside": self._any(beside),
            "anywhere": self._any(self.anywhere),
            "since": self._any((*beside, *self.since)),
            "turned": self._any(self.turned),
        }

    def _any(self, forms: Sequence[str]) -> re.Pattern[str]:
        joined = one_spelling("|".join(forms))
        return re.compile(rf"(?<!\w)(?:{joined})" if self.spaced else joined)


@lru_cache(maxsize=1)
def _languages() -> tuple[_Language, ...]:
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return tuple(_Language(**words) for words in tomllib.loads(text).values())


def known_languages() -> frozenset[str]:
    """Return the tags of the languages whose words are known here, without regions."""
    return frozenset(language.tag for language in _languages())


@lru_cache(maxsize=4096)
def is_provisional(text: str, where: Where) -> bool:
    """Tell whether a text says that a state does not hold yet, or not for long.

    Args:
        text: as the page shows it.
        where: beside the control; anywhere on its page; on its page since something was changed there; or
            as the chosen value of another control, which turns around what the control means.
    """
    folded = fold(text)
    return any(language.says(folded, where) for language in _languages())
