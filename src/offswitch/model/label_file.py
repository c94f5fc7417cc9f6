"""What a file of words may say: what a site shows in one language instead of each English label."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from offswitch.model.geography import SCHEMA
from offswitch.model.locators import Grade, Label, Labels, LanguageTag, Name, Strict


class LabelFile(Strict):
    """The words of one language: each English label and what the site shows instead.

    Attributes:
        labels: by the grade of their evidence. D is a translation of our own: what stands under it
            may be looked for, and never proves a page.
    """

    schema_: Annotated[int, Field(alias="schema", ge=1, le=SCHEMA)]
    platform: Name
    language: LanguageTag
    labels: dict[Grade, dict[Label, Label | Labels]]

    @model_validator(mode="after")
    def _once(self) -> Self:
        seen: set[str] = set()
        for words in self.labels.values():
            for label in words:
                if label in seen:
                    message = f"{label!r} stands under two grades"
                    raise ValueError(message)
                seen.add(label)
        return self
