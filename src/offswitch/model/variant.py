"""A selector file made ready for use: what it extends merged in, its labels beside it."""

from dataclasses import dataclass, field

from offswitch.model.geography import SelectorFile
from offswitch.model.lexicon import Lexicon


@dataclass(frozen=True)
class Variant:
    """One layout that a platform may show.

    Attributes:
        source: the file as results name it, ``platform/version`` or the path of a user's own file.
        file: its content, with what it extends merged in.
        lexicon: the platform's labels in other languages.
    """

    source: str
    file: SelectorFile
    lexicon: Lexicon = field(default_factory=Lexicon)
