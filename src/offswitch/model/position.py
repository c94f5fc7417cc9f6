"""Where in a file a label is written, as a person looks for it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Position:
    """One line of a selector file, or of a file of words.

    Attributes:
        file: its path, below the checkout where it came with offswitch.
        line: counted from one.
        key: what the label is the value of; in a file of words, the English label.
        label: the English label.
    """

    file: str
    line: int
    key: str
    label: str
