"""The words of a page in another language, as a file beside the one that a person showed.

The files of a platform with a flow are in English. What such a file says in another language has to be a
translation; where no English label is known, the page's own words stand for themselves. Like any
stranger's words, they are held against what they grant, refuse, or destroy in that language.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from offswitch.look.toml_text import pair, written
from offswitch.model.geography import SCHEMA, SelectorFile, labels_of
from offswitch.model.lexicon import is_english, language_tag, primary
from offswitch.packs.disk import LABELS
from offswitch.packs.platforms import load_flow
from offswitch.packs.precedence import SHOWN
from offswitch.teach.meaning import PREFIX


def words_of(text: str, language: str) -> str:
    """Return the file of words that a drafted file needs; empty if it needs none.

    Args:
        text: the drafted file.
        language: that the page declares.
    """
    file = SelectorFile.model_validate(tomllib.loads(text))
    if is_english(language) or load_flow(file.platform) is None:
        return ""
    own = [name for name in file.elements if name.startswith(PREFIX)]
    labels = [label for name in own for label in labels_of(file, name)]
    for section in file.sections.values():
        labels += [*section.headings, *section.neighbours]
    lines = [
        pair("schema", SCHEMA),
        pair("platform", file.platform),
        pair("language", primary(language_tag(language))),
        "",
        f"[labels.{SHOWN}]",
        *(f"{written(label)} = {written(label)}" for label in dict.fromkeys(labels)),
    ]
    return "\n".join(lines) + "\n"


def words_beside(file: Path) -> Path:
    """Return where the words of a drafted file are, if it has any."""
    return file.parent / LABELS / file.name
