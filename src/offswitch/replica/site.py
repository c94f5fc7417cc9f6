"""What a site.toml says: hosts, sessions, addresses, settings, operations, interruptions."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Where(_Model):
    """In which layouts and regions something exists; empty means in all of them.

    ``features`` are the scenario's words for what has been rolled out: all of them are needed.
    ``shapes`` names the shapes that open places must have for this to exist.
    """

    generations: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    shapes: dict[str, str] = {}

    def offered(
        self,
        generation: str,
        region: str,
        features: tuple[str, ...] = (),
        shapes: Mapping[str, str] = MappingProxyType({}),
    ) -> bool:
        """Tell whether this exists in a layout and a region, with these features and shapes."""
        return (
            (not self.generations or generation in self.generations)
            and (not self.regions or region in self.regions)
            and set(self.features) <= set(features)
            and all(shapes.get(place) == shape for place, shape in self.shapes.items())
        )


class OpenPlace(Where):
    """A place of which no evidence says how it looks, and the shapes that it may have.

    The first shape is what stands there unless a scenario says otherwise, and everywhere outside
    the place's own layouts and regions. The last one is nothing that a reader of the evidence
    could guess. ``settings`` are those for which it matters how the place looks: the page's own
    by their short names. With ``control`` it is how they are operated that is open.
    """

    of: tuple[str, ...] = Field(min_length=2)
    settings: tuple[str, ...] = ()
    control: bool = False


class Route(Where):
    """One address of a site: a view that the script draws, a template, or a way elsewhere.

    ``{username}`` in a path stands for the username of any account.
    """

    path: str
    view: str = ""
    template: str = ""
    redirect: str = ""  # host/path; /path stays at the same host
    setting: str = ""  # this is the setting's deep link
    public: bool = False
    hosts: tuple[str, ...] = ()  # empty: under every host of the site
    when: dict[str, str] = {}  # query fields that a request must have


class SettingData(Where):
    """What the server knows of a setting; ``listed = false`` keeps it out of the truth's states.

    A form or a guide is nothing that a page could switch: its kind is its state. ``locked`` is
    what holds for a setting while the fault of that name keeps its control closed. ``parts`` are
    settings that it is made of: it is on as long as one of them is.
    """

    kind: Literal["switch", "form", "guide"] = "switch"
    scope: Literal["account", "center"] = "account"
    business: bool = False  # business accounts only
    locked: Literal["", "on", "off"] = ""
    listed: bool = True
    state: str = "on"
    side_effect: str = ""
    parts: tuple[str, ...] = ()
    count: int = 0  # as many settings of this kind, each name with its number at the end
    off_also: str = ""  # what the site switches off along with it, for every account of the center


class Operation(_Model):
    """What one named request of the page reads, or which setting it writes.

    With ``boot`` the answer has what the page's script needs to know of the account, for sites
    whose pages are served before anybody has said who they are. A setting of another platform is
    written with its full id.
    """

    boot: bool = False
    reads: tuple[str, ...] = ()
    writes: str = ""
    field: str = "state"
    values: dict[str, str] = {"on": "on", "off": "off"}  # state -> the page's word for it
    target: str = ""  # a field that may name another account of the same center, or a list of them
    numbered: str = ""  # a field whose number ends the names of what this reads and writes
    socket: bool = False  # sent over the site's socket, and as nothing else
    answers: str = ""  # the interruption that is over with this request
    password: str = ""  # a field that must hold the account's password
    public: bool = False  # nobody needs to be signed in


class Cookie(_Model):
    """A cookie of a signed-in browser; ``{account}``, ``{token}`` and ``{device}`` are filled in."""

    name: str
    value: str
    http_only: bool = False


class SignIn(_Model):
    """The sign-in page of a session and the names of its fields.

    ``other_fields`` has other names for the two, by the shape of the open place ``fields_by``.
    """

    host: str
    path: str
    template: str
    user_field: str
    password_field: str
    fields_by: str = ""
    other_fields: dict[str, tuple[str, str]] = {}
    after: str = ""  # a path that a browser is shown once, after signing in

    def fields(self, shapes: Mapping[str, str]) -> tuple[str, str]:
        """Return the names of the field for the user and of the one for the password."""
        own = (self.user_field, self.password_field)
        return self.other_fields.get(shapes.get(self.fields_by, ""), own)


class Storage(_Model):
    """A session that lives in a browser's database; scripts send its token in a field of a form.

    The record is what a page of ``host`` finds in the database; ``{account}`` and ``{token}`` are
    filled in. ``pair`` is the path where such a page asks for a code to show, and then for
    whether the code has been linked; ``template`` signs a person in without that.
    """

    host: str
    database: str
    version: int = 1
    store: str
    key: str
    record: dict[str, str]
    field: str
    pair: str
    template: str


class Step(Where):
    """A page between the password and the session, for accounts whose key ``name`` says so.

    ``cookies`` are set already when it begins; ``then`` is a page that follows it.
    """

    name: Literal["checkpoint", "two_factor"]
    path: str
    template: str
    field: str
    cookies: tuple[str, ...] = ()
    then: str = ""


class Session(_Model):
    """How hosts that share one sign-in know who is there: by cookies, or by a storage."""

    domain: str
    cookies: tuple[Cookie, ...] = ()
    sign_in: SignIn | None = None
    storage: Storage | None = None
    sign_out: str = ""  # a path; a POST there ends the session
    steps: tuple[Step, ...] = ()
    waiting: str = "checkpoint"  # the cookie that knows who is between the steps


class InterruptionData(_Model):
    """What can come between a person and a page of a site.

    An ``overlay`` is drawn over pages by the script; a ``page`` takes the place of every page of
    the session, or of those below ``instead_of`` alone, until it is answered; a ``step`` is a step of the sign-in, in the midst of a
    session; a ``status`` is a bare answer.
    """

    kind: Literal["overlay", "page", "step", "status"]
    path: str = ""  # page: where every navigation leads
    instead_of: tuple[str, ...] = ()
    step: str = ""
    status: int = 503
    views: tuple[str, ...] = ()  # overlay: over these alone
    accept: str = ""  # the operations of its buttons
    decline: str = ""
    public: bool = False  # overlay: also where nobody is signed in


class Api(_Model):
    """Where a site's script sends its requests, and the field that names each.

    At ``socket`` it opens a socket for the operations that are sent over one.
    """

    path: str
    operation: str
    variables: str
    socket: str = ""


class OtherHost(Where):
    """A host to which every page of another one leads, in some scenarios."""

    to: str


class Site(_Model):
    """One folder of ``fixtures/``: what its site.toml says."""

    title: str
    start: str
    hosts: dict[str, str]  # host name -> name of the session it uses
    generations: tuple[str, ...]
    locales: dict[str, str] = {}  # language -> the code that pages write into themselves
    sessions: dict[str, Session] = {}
    api: Api
    routes: tuple[Route, ...]
    settings: dict[str, SettingData] = {}
    operations: dict[str, Operation] = {}
    features: tuple[str, ...] = ()  # that only the script asks for
    open_places: dict[str, OpenPlace] = {}
    other_hosts: dict[str, OtherHost] = {}  # host name -> where its pages are answered instead
    interruptions: dict[str, InterruptionData] = {}
    entry: str = ""  # a query field with which the site's own links lead to a setting
    platform: str
    folder: Path
    languages: tuple[str, ...]

    def full(self, setting: str) -> str:
        """Return the full id of a setting, which may be another platform's."""
        return setting if "." in setting else f"{self.platform}.{setting}"
