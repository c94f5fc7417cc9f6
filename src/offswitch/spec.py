"""All that a flow may import: what a platform and a setting are, and the screen that it drives.

A flow holds intent (which settings, why, what it costs) and the way around (how a person opens the
settings). It never holds a selector: elements are named, and the selector files say where they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from offswitch.model.text import one_line
from offswitch.model.words import Category, Kind, State
from offswitch.screen import Screen

__all__ = [
    "Account",
    "Category",
    "Hook",
    "Kind",
    "Platform",
    "Reader",
    "Screen",
    "Setting",
    "State",
]

Hook = Callable[[Screen], None]
"""Something that data cannot say, done with named elements."""
Reader = Callable[[Screen], State]
"""Another way to read the state of the data use; never whether it is read."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """Whose account a page belongs to; what the page says is kept as one line that steers no terminal."""

    id: str
    name: str = ""

    def __post_init__(self) -> None:
        """Clean what the page says."""
        object.__setattr__(self, "id", one_line(self.id))
        object.__setattr__(self, "name", one_line(self.name))


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One data use that a person can switch off.

    Attributes:
        id: short id; ``platform.id`` is the contract.
        title: what a person would call it.
        effect: what turning it off does.
        limits: what turning it off does not do.
        warning: side effects to know before.
        help: the platform's own page about it.
        shared: whether one change covers every account that the platform lists together.
        steps: for what only a person can do, what they do in turn.
        public: whether its page is for everybody, signed in or not.
    """

    id: str
    category: Category
    kind: Kind
    title: str
    wanted: State = State.OFF
    effect: str = ""
    limits: str = ""
    warning: str = ""
    help: str = ""
    shared: bool = False
    steps: tuple[str, ...] = ()
    public: bool = False
    before_confirm: Hook | None = None
    after_confirm: Hook | None = None
    read_state: Reader | None = None


@dataclass(frozen=True, kw_only=True)
class Platform:
    """One site: its settings and the way around it.

    Attributes:
        name: as in the flow's and the selector folder's name.
        title: as a person knows it.
        home: address where the way around starts.
        sign_in: address of the platform's own sign-in page.
        session: name of the session; platforms that share a sign-in share it.
        session_cookies: names of the cookies that hold the session, which the server may renew.
        persistent: whether the session lives in the browser's own profile folder: its database may
            hold keys that no copy of cookies and storage can carry.
        sign_out: how a person ends the session at the platform itself, in words.
        signed_in: whether the page in front of us belongs to a signed-in person.
        told_at: addresses of the pages on which `signed_in` can say no; empty for every page.
        account: whose account it is, where the page says so.
        accounts_at: address of the page that lists the accounts that share their settings.
        accounts: their names, from that page.
        open_settings: from home to where the routes' menu paths start, as a person clicks.
        search_at: address of the page that has the site's own settings search.
        search_settings: types a query into that search.
        others: the same settings as somebody reaches them who is signed in elsewhere alone: another
            home, session and way; `settings` and `name` are this one's. A selector file without a
            version, named after the session, says where everything is then.
    """

    name: str
    title: str
    home: str
    sign_in: str = ""
    session: str = ""
    session_cookies: frozenset[str] = frozenset()
    persistent: bool = False
    sign_out: str = ""
    search_at: str = ""
    settings: tuple[Setting, ...] = field(default=())
    signed_in: Callable[[Screen], bool] | None = None
    told_at: tuple[str, ...] = ()
    account: Callable[[Screen], Account | None] | None = None
    accounts_at: str = ""
    accounts: Callable[[Screen], tuple[str, ...]] | None = None
    open_settings: Hook | None = None
    search_settings: Callable[[Screen, str], None] | None = None
    others: tuple[Platform, ...] = ()

    @property
    def account_of(self) -> str:
        """What platforms of one account have in common: the session's name, or their own where they need none."""
        return self.session or self.name

    @property
    def needs_session(self) -> bool:
        """Whether the platform's pages belong to a signed-in person."""
        return bool(self.session)
