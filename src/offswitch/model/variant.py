"""A selector file made ready for use: what it extends merged in, its labels beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from offswitch.model.geography import SelectorFile
from offswitch.model.lexicon import Lexicon
from offswitch.model.position import Position


@dataclass(frozen=True)
class Variant:
    """One layout that a platform may show.

    Attributes:
        source: the file as results name it, ``platform/version`` or the path of a user's own file.
        file: its content, with what it extends merged in.
        lexicon: the platform's labels in other languages.
        files: SHA-256 of its file and of every one of the person's own that has a part in it, by name.
        locate: finds where the label of ``elements.NAME`` or ``sections.NAME`` is written for a page
            in a language; None where that is not known.
    """

    source: str
    file: SelectorFile
    lexicon: Lexicon = field(default_factory=Lexicon)
    files: Mapping[str, str] = field(default_factory=dict)
    locate: Callable[[str, str], Position | None] = lambda _place, _language: None

    @property
    def is_bundled(self) -> bool:
        """Whether the file came with offswitch."""
        return self.source == f"{self.file.platform}/{self.file.version}"
