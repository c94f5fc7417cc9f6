"""How a selector file says which element it means, and the words that its parts are made of."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Label = Annotated[str, Field(min_length=1, max_length=200)]
Labels = Annotated[tuple[Label, ...], Field(min_length=1)]
LanguageTag = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
Glob = Annotated[str, Field(min_length=1, max_length=300)]
Within = Literal["top_dialog"]
Grade = Literal["A", "B", "C", "D", "P"]
"""How good the evidence is; P: a person showed it to offswitch on the page (docs/evidence.md)."""


class Strict(BaseModel):
    """Data of a file: an unknown key is an error, and nothing changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ByRole(Strict):
    """An element by accessible role and name; for places and buttons."""

    by: Literal["role"]
    role: Literal[
        "button",
        "link",
        "tab",
        "menuitem",
        "heading",
        "dialog",
        "textbox",
        "searchbox",
        "option",
        "row",
        "listitem",
        "navigation",
        "main",
        "region",
        "img",
        "alert",
        "status",
        "form",
        "checkbox",
        "radio",
        "switch",
        "combobox",
    ]
    name: Label | None = None
    within: Within | None = None


class ByHref(Strict):
    """A link by the beginning of its address."""

    by: Literal["href"]
    value: Annotated[str, Field(pattern=r"^(/|https?://)[!-\[\]-~]*$")]
    within: Within | None = None


class ByText(Strict):
    """The smallest element whose own text is exactly this label."""

    by: Literal["text"]
    value: Label
    within: Within | None = None


class ByRow(Strict):
    """A row that opens something, by one of the lines that it shows or its accessible name.

    ``{account}`` stands for the name of the signed-in account.
    """

    by: Literal["row"]
    label: Label
    within: Within | None = None


class ByPhrase(Strict):
    """A visible line that holds a phrase; only to be read, never to be clicked."""

    by: Literal["phrase"]
    value: Annotated[str, Field(min_length=8, max_length=200)]
    within: Within | None = None


class ByAttribute(Strict):
    """An element by a stable attribute: a test id, a name, an id that nothing generated."""

    by: Literal["attribute"]
    attribute: Annotated[
        str, Field(pattern=r"^(data-[a-z-]+|id|name|type|autocomplete|aria-label|action)$")
    ]
    value: Label
    within: Within | None = None


class ByLabel(Strict):
    """A control by its label: accessible name, own label, or the text of the row it alone controls."""

    by: Literal["label"]
    label: Label
    within: Within | None = None


class ByKey(Strict):
    """A control by a declared, trusted key, where its label does not contradict."""

    by: Literal["key"]
    attribute: Annotated[str, Field(pattern=r"^(data-[a-z-]+|id|name)$")]
    value: Label
    label: Label
    within: Within | None = None


Locator = Annotated[
    ByRole | ByHref | ByText | ByRow | ByPhrase | ByAttribute | ByLabel | ByKey,
    Field(discriminator="by"),
]
Locators = Annotated[tuple[Locator, ...], Field(min_length=1)]


def label_of(locator: Locator) -> str | None:
    """Return the English label that a locator names; None where it goes by something else."""
    match locator:
        case ByRole(name=name):
            return name
        case ByText(value=value):
            return value
        case ByLabel(label=label) | ByKey(label=label) | ByRow(label=label):
            return label
        case _:
            return None
