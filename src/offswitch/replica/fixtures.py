"""The sites a replica serves: data under ``fixtures/``, one folder a platform."""

import tomllib
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from offswitch.errors import ConfigError
from offswitch.replica.site import OpenPlace, Site, Where

_Somewhere = TypeVar("_Somewhere", bound=Where)


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
    settings = {
        f"{site.platform}.{name}{number}": _placed(setting, site)
        for name, setting in site.settings.items()
        for number in (range(1, setting.count + 1) if setting.count else ("",))
    }
    routes = tuple(_placed(route, site) for route in site.routes)
    return site.model_copy(update={"settings": settings, "routes": routes})


def _placed(what: _Somewhere, site: Site) -> _Somewhere:
    """Return a route or a setting that exists at most in the layouts of its site."""
    return what.model_copy(update={"generations": what.generations or site.generations})


def _languages(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (folder / "words").glob("*.toml")))


@cache
def open_places() -> dict[str, OpenPlace]:
    """Return every place of which no evidence says how it looks: the shared parts' and the sites'.

    Raises:
        ConfigError: the folder or one of its files is wrong.
    """
    path = fixtures_folder() / "_kit" / "shapes.toml"
    try:
        shared = {
            name: OpenPlace.model_validate(place)
            for name, place in tomllib.loads(path.read_text("utf-8")).items()
        }
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise ConfigError(f"{path} is wrong: {error}", "repair the file") from error
    own = {name: place for site in load_sites() for name, place in site.open_places.items()}
    return shared | own
