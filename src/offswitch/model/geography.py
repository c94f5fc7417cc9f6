"""What a selector file may say: where everything is today. The format is described once, here.

The JSON Schema for editors (``selectors/schema.json``) is generated from these models.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from offswitch.model.addresses import Address, ContentHost, Host
from offswitch.model.controls import Control
from offswitch.model.evidence import Evidence
from offswitch.model.limits import Limits
from offswitch.model.locators import (
    Glob,
    Label,
    Labels,
    LanguageTag,
    Locators,
    Name,
    Strict,
    label_of,
)  # fmt: skip
from offswitch.model.sign_in import SessionOrName, SignIn
from offswitch.model.words import Category, Reason, State

SCHEMA = 1
"""The newest format this program reads."""
Save = Literal["instant", "autosave", "button", "close", "confirm"]


class Section(Strict):
    """What proves a page before anything on it is believed.

    Attributes:
        heading: one label, or every one that it has been known by.
        neighbours: labels of which most must be there.
        also: rows that may be there as well; they prove nothing, but are no strangers.
        more: the page has more rows than anybody has listed. Then, if a route names words to ``watch``
            for, only a row that holds one of them casts doubt on "not offered".
    """

    heading: Label | Labels
    neighbours: tuple[Label, ...] = ()
    also: tuple[Label, ...] = ()
    more: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading that the section has been known by."""
        return (self.heading,) if isinstance(self.heading, str) else self.heading


class Route(Strict):
    """How to reach one setting and work it.

    Attributes:
        section: the section that must be proved before the control is believed.
        entry: the section that holds the way in; recognised and without the way in, the setting
            is not offered.
        url: deep link.
        then: elements to click after the deep link, where none leads to the section itself.
        path: elements to click from where the flow's ``open_settings`` ends.
        search: query for the site's own settings search.
        result: the search's result that leads to the setting.
        watch: words that a renamed setting would still hold, for pages with ``more`` rows.
        open: elements to click on the section to bring up the control.
        within: the section that the control then stands in, where it is another one (a dialog).
        control: what a person operates, and its polarity.
        save: how the site keeps the change.
        confirm: elements to click to commit, in order.
        asked: elements to click where the site asks once more whether it is meant, in order.
        mutations: operation names that switching this control may send.
        native: the question of the browser's own ``confirm()`` that may be answered with OK.
        retired: elements that say that the setting is gone.
        app_only: elements that say that only the phone app has it.
        absent: elements that say that it is not offered to this account or in this region.
    """

    section: Name | None = None
    entry: Name | None = None
    url: Address | None = None
    then: tuple[Name, ...] = ()
    path: tuple[Name, ...] = ()
    search: Label | None = None
    result: Name | None = None
    watch: tuple[Annotated[str, Field(min_length=2)], ...] = ()
    open: tuple[Name, ...] = ()
    within: Name | None = None
    control: Control
    save: Save = "instant"
    confirm: tuple[Name, ...] = ()
    asked: tuple[Name, ...] = ()
    mutations: tuple[Glob, ...] = ()
    native: Label | None = None
    retired: tuple[Name, ...] = ()
    app_only: tuple[Name, ...] = ()
    absent: tuple[Name, ...] = ()

    @property
    def committed(self) -> tuple[str, ...]:
        """Names of what is clicked to commit a change, whether it is always asked for or not."""
        return (*self.confirm, *self.asked)

    @property
    def elements(self) -> tuple[str, ...]:
        """Names of every element that the route uses."""
        return (
            *self.then,
            *self.path,
            *self.open,
            *self.control.elements,
            *self.committed,
            *self.retired,
            *self.app_only,
            *self.absent,
            *((self.result,) if self.result else ()),
        )


class Intent(Strict):
    """A setting of a platform that has no flow module."""

    category: Category
    title: Label
    wanted: Literal[State.OFF] = State.OFF
    effect: str = ""
    limits: str = ""
    warning: str = ""
    help: str = ""


class Interruption(Strict):
    """Something that stands in the way: dismissed where harmless, else handed to the person.

    Attributes:
        url: globs; the page's address matches one of them.
        visible: an element that is on the page.
        title: a line of the dialog that it stands in, to make sure that it is the right one; a line
            of the page where there is no dialog.
        dismiss: element to click to put it away; only for harmless ones.
        reason: why the account is unreachable while it stands there.
        what: what the site wants, where the reason's own words do not say it.
        say: what the person is told to do afterwards, where nobody is there to do it now.
        here: what the person is told to do in the window; as ``say`` where it is left out.
        signed_in: whether it is shown only to who is signed in already.
    """

    url: tuple[Glob, ...] = ()
    visible: Name | None = None
    title: Label | None = None
    dismiss: Name | None = None
    reason: Reason | None = None
    what: str = ""
    say: str = ""
    here: str = ""
    signed_in: bool = False

    @model_validator(mode="after")
    def _one_way_out(self) -> Self:
        if not self.url and not self.visible:
            message = "give `url` or `visible`, or nothing can be recognised"
            raise ValueError(message)
        if bool(self.dismiss) == bool(self.reason):
            message = "give either `dismiss` or `reason`"
            raise ValueError(message)
        return self

    @property
    def elements(self) -> tuple[str, ...]:
        """Names of the elements that this interruption uses."""
        return tuple(name for name in (self.visible, self.dismiss) if name)


class Requests(Strict):
    """What the platform's own requests are: reads, changes, or of no account.

    A glob in ``reads`` and ``ignore`` is an operation's name or, where a request names none, its
    method and path: ``POST /api/settings/query``.

    Attributes:
        operation: form field, JSON key or header that names a request's operation.
        reads: globs of requests that only read, though their method could change something.
        ignore: globs of requests that no setting depends on, such as logging.
        data: globs of paths that the platform's reads go to; where given, a request to any other
            path tells nothing about a setting.
        by_socket: whether the platform's pages save over a web socket, which nothing can tell from
            reading and so nothing holds back.
    """

    operation: str = ""
    reads: tuple[Glob, ...] = ()
    ignore: tuple[Glob, ...] = ()
    data: tuple[Annotated[str, Field(pattern=r"^/")], ...] = ()
    by_socket: bool = False


class Search(Strict):
    """The site's own settings search.

    Attributes:
        box: where a query is typed.
        none: what says that nothing was found.
    """

    box: Name
    none: Name


class Noise(Strict):
    """Controls that the inventory leaves out: counts, dates, lists of advertisers."""

    label: tuple[Annotated[str, Field(min_length=2)], ...] = ()
    section: tuple[Label, ...] = ()


class SelectorFile(Strict):
    """One selector file: a variant of a platform, or (without ``version``) what variants share.

    Attributes:
        language: that its labels are in; English where it is left out.
        session: how a person signs in, for a platform that has no flow. Or, as the name of a session,
            of a file without a version: what is different for somebody with this session alone. It
            takes the place of what the platform's common file extends and reaches.
        sessions: of a layout: the sessions that reach it; empty for every one.
        moved: hosts whose pages this session finds at another host, under the same paths.
        search: the site's own settings search; False where the site has none in this layout.
    """

    schema_: Annotated[int, Field(alias="schema", ge=1)]
    platform: Name
    version: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}[a-z0-9-]*$")] | None = None
    session: SessionOrName | None = None
    sessions: tuple[Name, ...] = ()
    moved: dict[Host, Host] = Field(default_factory=dict)
    extends: tuple[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], ...] = ()
    language: LanguageTag | None = None
    title: str = ""
    hosts: tuple[Host, ...] = ()
    content_hosts: tuple[ContentHost, ...] = ()
    requests: Requests | None = None
    search: Search | Literal[False] | None = None
    detect: tuple[Name, ...] = ()
    elements: dict[Name, Locators] = Field(default_factory=dict)
    sections: dict[Name, Section] = Field(default_factory=dict)
    routes: dict[Name, Route] = Field(default_factory=dict)
    evidence: dict[Name, Evidence] = Field(default_factory=dict)
    intent: dict[Name, Intent] = Field(default_factory=dict)
    interruptions: dict[Name, Interruption] = Field(default_factory=dict)
    noise: Noise = Noise()
    limits: Limits = Limits()

    @property
    def sign_in(self) -> SignIn | None:
        """How a person signs in; None if the file does not say."""
        return self.session if isinstance(self.session, SignIn) else None

    @property
    def session_alone(self) -> str | None:
        """The session of somebody for whom this file says what is different."""
        return self.session if isinstance(self.session, str) else None

    @field_validator("schema_")
    @classmethod
    def _readable(cls, value: int) -> int:
        if value > SCHEMA:
            message = f"format {value} is newer than this program reads ({SCHEMA})"
            raise ValueError(message)
        return value


def labels_of(file: SelectorFile, element: str) -> tuple[str, ...]:
    """Return the labels that an element's locators name, in order."""
    return tuple(
        label
        for locator in file.elements.get(element, ())
        if (label := label_of(locator)) is not None
    )


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a selector file."""
    schema = SelectorFile.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
