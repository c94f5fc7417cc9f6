"""The sites a replica serves: data under ``fixtures/``, one folder a platform."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from offswitch.errors import ConfigError


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Where(_Model):
    """In which layouts and regions something exists; empty means in all of them."""

    generations: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()

    def offered(self, generation: str, region: str) -> bool:
        """Tell whether this exists in a layout generation and a region."""
        return (not self.generations or generation in self.generations) and (
            not self.regions or region in self.regions
        )


_Somewhere = TypeVar("_Somewhere", bound=Where)


class Route(Where):
    """One address of a site: a view that the script draws, a template, or a way elsewhere."""

    path: str
    view: str = ""
    template: str = ""
    redirect: str = ""  # host/path
    setting: str = ""  # this is the setting's deep link
    public: bool = False


class SettingData(Where):
    """What the server knows of a setting; ``listed = false`` keeps it out of the truth's states."""

    scope: Literal["account", "center"] = "account"
    listed: bool = True
    state: str = "on"
    side_effect: str = ""


class Operation(_Model):
    """What one named request of the page reads, or which setting it writes."""

    reads: tuple[str, ...] = ()
    writes: str = ""
    field: str = "state"
    values: dict[str, str] = {"on": "on", "off": "off"}  # state -> the page's word for it


class Cookie(_Model):
    """A cookie of a signed-in browser; ``{account}``, ``{token}`` and ``{device}`` are filled in."""

    name: str
    value: str
    http_only: bool = False


class SignIn(_Model):
    """The sign-in page of a session and the names of its fields."""

    host: str
    path: str
    template: str
    user_field: str
    password_field: str


class Session(_Model):
    """How hosts that share one sign-in know who is there."""

    domain: str
    cookies: tuple[Cookie, ...]
    sign_in: SignIn
    sign_out: str = ""  # a path; a POST there ends the session


class Api(_Model):
    """Where a site's script sends its requests, and the field that names each."""

    path: str
    operation: str
    variables: str


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
    interruptions: tuple[str, ...] = ()
    platform: str
    folder: Path
    languages: tuple[str, ...]


def fixtures_folder() -> Path:
    """Return the folder of the sites: the package's own, else the checkout's."""
    package = Path(__file__).resolve().parents[1]
    shipped = package / "fixtures"
    return shipped if shipped.is_dir() else package.parents[1] / "fixtures"


@cache
def load_sites() -> tuple[Site, ...]:
    """Return every site of the fixtures folder, with its settings under their full ids.

    Raises:
        ConfigError: the folder or one of its site.toml files is wrong.
    """
    files = sorted(fixtures_folder().glob("*/site.toml"))
    if not files:
        raise ConfigError(
            f"there are no replica sites in {fixtures_folder()}", "install offswitch again"
        )
    return tuple(_load_site(path) for path in files)


def _load_site(path: Path) -> Site:
    folder = path.parent
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        given = {"platform": folder.name, "folder": folder, "languages": _languages(folder)}
        site = Site.model_validate(data | given)
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise ConfigError(f"{path} is wrong: {error}", "repair the file") from error
    settings = {f"{site.platform}.{name}": _placed(s, site) for name, s in site.settings.items()}
    routes = tuple(_placed(route, site) for route in site.routes)
    return site.model_copy(update={"settings": settings, "routes": routes})


def _placed(what: _Somewhere, site: Site) -> _Somewhere:
    """Return a route or a setting that exists at most in the layouts of its site."""
    return what.model_copy(update={"generations": what.generations or site.generations})


def _languages(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (folder / "words").glob("*.toml")))
