"""The structure of some pages, safe to be given away: what `offswitch selectors capture` writes (docs/bundles.md).

A bundle may come from anybody. It says nothing that a browser would run or load: there are no scripts, no styles, and
no markup in it, only words from closed lists, small numbers, and texts that are drawn as texts. Addresses are only
compared with what a browser asks for, and never given to one.
"""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from offswitch.model.locators import Name, Strict
from offswitch.model.text import one_line

BUNDLE_SCHEMA = 2
"""The newest format that this program reads."""
_ONE_PAGE = 1
"""The format whose bundles are of one page alone, and have its nodes themselves."""
LARGEST = 300_000
"""Bytes that a bundle may have."""
MOST_NODES = 10_000
"""Nodes that all pages of a bundle may have together."""
MOST_PAGES = 40
_FARTHEST = 100_000
PLACEHOLDER = re.compile(r"<(name|number|email|url|id|text)( [0-9]{1,5})?>")
"""What stands for a text of which only the kind is told."""
_SIGNS = re.compile(r"[<>]|://|\bwww\.|&#|\bjavascript:", re.IGNORECASE)

Tag = Literal[
    "a", "button", "dialog", "div", "em", "fieldset", "form", "h1", "h2", "h3", "h4", "h5", "h6", "img",
    "input", "kbd", "label", "legend", "li", "main", "nav", "ol", "p", "section", "select", "span",
    "strong", "summary", "svg", "ul", "x-switch",
]  # fmt: skip
Role = Literal[
    "alert", "alertdialog", "banner", "button", "checkbox", "combobox", "dialog", "document", "form",
    "grid", "gridcell", "group", "heading", "img", "link", "list", "listbox", "listitem", "main", "menu",
    "menubar", "menuitem", "menuitemcheckbox", "menuitemradio", "navigation", "none", "option",
    "presentation", "radio", "radiogroup", "region", "row", "search", "searchbox", "separator", "status",
    "switch", "tab", "table", "tablist", "tabpanel", "textbox", "toolbar",
]  # fmt: skip
State = Literal[
    "checked", "pressed", "selected", "expanded", "disabled", "hidden", "busy", "modal"
]  # fmt: skip
Told = Literal["true", "false", "mixed"]
Popup = Literal["true", "menu", "listbox", "dialog", "tree", "grid"]
InputType = Literal["checkbox", "radio", "text", "search", "password", "button", "submit"]
Pixels = Annotated[int, Field(ge=-_FARTHEST, le=_FARTHEST)]
Number = Annotated[int, Field(ge=0, le=1_000_000)]


def is_plain(text: str) -> bool:
    """Tell whether a text holds no markup, no address, and nothing that steers a terminal."""
    return one_line(text) == text and not _SIGNS.search(PLACEHOLDER.sub("", text))


def _plain(text: str) -> str:
    if not is_plain(text):
        message = "a text may hold no markup, no address, and nothing that steers a terminal"
        raise ValueError(message)
    return text


Text = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_plain)]
Address = Annotated[str, Field(pattern=r"^[a-z0-9.-]+(/[a-z0-9_.-]+)*/?$", max_length=200)]
"""A host and a path, without a scheme."""
Command = Literal["check", "run"]
Answer = Literal["well", "error", "nothing", "open"]
"""What became of the change that pressing something sent: answered, refused, not sent at all, or not answered."""


class BundleNode(Strict):
    """An element, or a text in one.

    Attributes:
        within: number of the element that it is in; None for the first one, the page itself.
        text: of a text, which has nothing else.
        inline: whether it stands in a line with others.
        states: what its ``aria-`` attributes tell.
        checked: what the browser itself keeps of its state.
        label: what it is called where nobody sees it.
        labelled: numbers of the elements that name it.
        labels: number of the control that a label is for.
        group: number of the first of the radio buttons that exclude each other.
        chosen: number of the option that a menu shows.
        popup: what it says that it opens.
        link: whether it leads somewhere.
        opens: whether pressing it opens the dialog of this page; only in the older format.
        leads: number of the page that pressing it, or typing into it, leads to.
        answer: what became of the change that pressing it sent, where that is known.
        kept: whether that change was there on a page that was loaded anew.
        aside: whether it is no part of the label that it stands in, such as an icon or a badge.
        hidden: why nobody sees it.
        placed: how it is placed, if it does not stand in its turn.
        box: left, top, width, and height on the page; None for what stands in a line with others.
        overflow: what becomes of what is larger than it.
        above: the order in which things lie over each other.
        size: of the letters, in pixels.
        weight: of the letters.
        unreachable: whether a pointer goes through it.
    """

    within: Annotated[Number | None, Field(alias="in")] = None
    tag: Tag = "div"
    text: Text | None = None
    inline: bool = False
    role: Role | None = None
    type: InputType | None = None
    states: dict[State, Told] = Field(default_factory=dict)
    checked: Told | None = None
    disabled: bool = False
    inert: bool = False
    label: Text | None = None
    labelled: Annotated[tuple[Number, ...], Field(max_length=10)] = ()
    labels: Number | None = None
    group: Number | None = None
    options: Annotated[tuple[Text, ...], Field(max_length=200)] = ()
    chosen: Number | None = None
    popup: Popup | None = None
    level: Annotated[int, Field(ge=1, le=9)] | None = None
    link: bool = False
    focusable: bool = False
    opens: bool = False
    leads: Number | None = None
    answer: Answer | None = None
    kept: bool = False
    aside: bool = False
    hidden: Literal["gone", "unseen", "clear", "clipped"] | None = None
    placed: Literal["fixed", "absolute"] | None = None
    box: tuple[Pixels, Pixels, Pixels, Pixels] | None = None
    overflow: Literal["hidden", "auto"] | None = None
    above: Pixels = 0
    size: Annotated[int, Field(ge=0, le=200)] = 0
    weight: Annotated[int, Field(ge=0, le=1000)] = 0
    unreachable: bool = False


class BundlePage(Strict):
    """What a page was at one moment.

    Attributes:
        at: addresses that show it when they are loaded.
        moved: whether the site led from them to another address.
        nodes: each after the one that it is in.
    """

    at: Annotated[tuple[Address, ...], Field(max_length=20)] = ()
    moved: bool = False
    nodes: Annotated[tuple[BundleNode, ...], Field(min_length=1, max_length=MOST_NODES)]

    @model_validator(mode="after")
    def _is_a_tree(self) -> Self:
        for number, node in enumerate(self.nodes):
            if (node.within is None) != (number == 0) or (node.within or 0) >= max(number, 1):
                message = f"node {number} is in no node before it"
                raise ValueError(message)
            if node.within is not None and self.nodes[node.within].text is not None:
                message = f"node {number} is in a text"
                raise ValueError(message)
        return self


class PageBundle(Strict):
    """The structure of a setting's page and of those on the way to it, and what is expected of a look at them.

    Attributes:
        setting: full id of the setting that was looked for.
        language: tag that the pages declare; empty if they declare none.
        view: width and height of the window.
        command: which one came to what is expected.
        expected: status, and reason after a colon, that it has for each setting: ``skipped:not_found``.
        pages: the setting's own, or the nearest to it, first; it is also shown at every other address.
    """

    schema_: Annotated[int, Field(alias="schema", ge=BUNDLE_SCHEMA, le=BUNDLE_SCHEMA)]
    setting: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$", max_length=100)]
    language: Annotated[str, Field(pattern=r"^([a-z]{2,3}(-[A-Za-z]{2,4})?)?$")] = ""
    view: tuple[Pixels, Pixels] = (1280, 720)
    command: Command = "check"
    expected: dict[
        Annotated[str, Field(pattern=r"^[a-z0-9_]+\.[a-z0-9_]+$", max_length=100)],
        Annotated[str, Field(pattern=r"^[a-z_]+(:[a-z_]+)?$", max_length=60)],
    ]
    pages: Annotated[tuple[BundlePage, ...], Field(min_length=1, max_length=MOST_PAGES)]

    @model_validator(mode="before")
    @classmethod
    def _of_one_page(cls, given: Any) -> Any:
        """Bring the older format into this one."""
        if not isinstance(given, dict) or given.get("schema") != _ONE_PAGE:
            return given
        told = {name: value for name, value in given.items() if name != "nodes"}
        return told | {"schema": BUNDLE_SCHEMA, "pages": [{"nodes": given.get("nodes", ())}]}

    @model_validator(mode="after")
    def _leads_to_its_own_pages(self) -> Self:
        if sum(len(page.nodes) for page in self.pages) > MOST_NODES:
            message = f"it has more than {MOST_NODES:,} nodes"
            raise ValueError(message)
        if any((node.leads or 0) >= len(self.pages) for page in self.pages for node in page.nodes):
            message = "a node leads to a page that there is not"
            raise ValueError(message)
        return self

    @property
    def platform(self) -> Name:
        """The platform whose pages they are."""
        return self.setting.partition(".")[0]

    @property
    def nodes(self) -> tuple[BundleNode, ...]:
        """The nodes of all pages."""
        return tuple(node for page in self.pages for node in page.nodes)

    def to_json(self) -> str:
        """Return the bundle as a file has it."""
        facts = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return json.dumps(facts, ensure_ascii=False, separators=(",", ":")) + "\n"
