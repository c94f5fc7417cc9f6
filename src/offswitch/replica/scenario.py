"""A scenario: which accounts, language, layout, states and faults a replica starts with."""

import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from offswitch.errors import ConfigError
from offswitch.replica.fixtures import fixtures_folder, load_sites, open_places
from offswitch.replica.site import Site

CODE = "314159"
DOCS = "every key is described in docs/replica.md"


class Fault(StrEnum):
    """What can be wrong with one setting; docs/replica.md says what each does."""

    FLIPS_BACK = "flips_back"
    SAVE_ERROR = "save_error"
    SERVER_ERROR = "server_error"
    SLOW = "slow"
    LATE_HYDRATION = "late_hydration"
    LATE_SAVE = "late_save"
    LOCAL_ONLY = "local_only"
    OPTIMISTIC_ONLY = "optimistic_only"
    DUPLICATE = "duplicate"
    RENAMED = "renamed"
    REWORDED_OPTION = "reworded_option"
    BADGE = "badge"
    FULL_STOP = "full_stop"
    LATE_ROW = "late_row"
    ABSENT = "absent"
    LOCKED = "locked"
    HIDDEN_TWIN = "hidden_twin"
    MIXED_SIGNALS = "mixed_signals"
    UNSET = "unset"
    UNEXPECTED_DIALOG = "unexpected_dialog"
    SIDE_EFFECT = "side_effect"


class Change(StrEnum):
    """What a redesign does to every page; docs/replica.md says what each does."""

    WRAPPED = "wrapped"
    BADGED = "badged"
    DESCRIBED = "described"
    REORDERED = "reordered"
    LATE = "late"
    PROMOTED = "promoted"
    BARRED = "barred"
    MOVED = "moved"
    MERGED = "merged"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Account(_Model):
    """One person's account; accounts with the same ``center`` share their center's settings."""

    id: str = Field(pattern=r"^[0-9A-Za-z_.-]+$")
    name: str
    email: str
    password: str
    signed_in: bool = True
    center: str = "one"
    username: str = ""  # empty: the first part of the email address
    business: bool = False
    sessions: tuple[str, ...] = ()  # names of those that it can have; empty: every site's
    two_factor: str = ""  # the code that a sign-in asks for after the password; true: CODE
    checkpoint: str = ""  # the code that a checkpoint asks for before that; true: CODE

    @field_validator("two_factor", "checkpoint", mode="before")
    @classmethod
    def _code(cls, given: Any) -> Any:
        return (CODE if given else "") if isinstance(given, bool) else given

    @property
    def handle(self) -> str:
        """The name by which sites without real names call this account."""
        return self.username or self.email.partition("@")[0]

    def has(self, session: str) -> bool:
        """Tell whether this account exists where sessions of this name are."""
        return not self.sessions or session in self.sessions


class SettingPlan(_Model):
    """How one setting starts, and what is wrong with it."""

    state: Literal["on", "off", "absent"] = "on"
    faults: tuple[Fault, ...] = ()


class Interruption(_Model):
    """What comes between a person and the pages: on some hosts or all, once or at every load."""

    name: str
    hosts: tuple[str, ...] = ()
    times: Literal["once", "always"] = "once"

    @model_validator(mode="before")
    @classmethod
    def _short(cls, given: Any) -> Any:
        return {"name": given} if isinstance(given, str) else given


class Scenario(_Model):
    """Everything a replica needs to know before it serves its first page."""

    title: str = "A replica"
    language: str = "en"
    region: str = "US"
    generation: str = "2026-07"
    latency: float = Field(default=0.1, ge=0, le=30)
    deep_links: bool = True
    menu_paths: bool = True
    settings_search: bool = True
    legacy_frame: bool = False
    title_case: bool = False
    seed: str = ""
    shape: int | Literal["seed"] = 0
    shapes: dict[str, str] = {}
    controls: Literal["native", "aria"] = "native"
    accounts: tuple[Account, ...] = Field(min_length=1)
    settings: dict[str, SettingPlan] = {}
    interruptions: tuple[Interruption, ...] = ()
    changes: tuple[Change, ...] = ()
    features: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _accounts_differ(self) -> "Scenario":
        for what in ("id", "email"):
            values = [getattr(account, what) for account in self.accounts]
            if len(set(values)) < len(values):
                msg = f"two accounts have the same {what}"
                raise ValueError(msg)
        return self

    def plan(self, setting: str) -> SettingPlan:
        """Return the plan for a setting's full id; the default one when none is written."""
        return self.settings.get(setting, SettingPlan())


def load_scenario(source: Path | str | None = None) -> Scenario:
    """Return the scenario of a TOML file, or the bundled one of that name.

    Args:
        source: a file, else the name of a bundled scenario; None is the bundled "default".

    Raises:
        ConfigError: there is no such scenario, or it says something that no site knows.
    """
    path = _find(source)
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        scenario = Scenario.model_validate(data)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"cannot read the scenario {path}: {error}", DOCS) from error
    except ValidationError as error:
        raise ConfigError(f"the scenario {path} is wrong: {_problems(error)}", DOCS) from error
    _check_against_sites(scenario, load_sites(), path)
    return scenario


def _find(source: Path | str | None) -> Path:
    bundled = fixtures_folder() / "scenarios"
    name = "default" if source is None else str(source)
    for path in (Path(name), bundled / f"{name}.toml"):
        if _is_file(path):
            return path
    known = ", ".join(sorted(path.stem for path in bundled.glob("*.toml")))
    raise ConfigError(f"there is no scenario {name!r}", f"name a TOML file, or one of: {known}")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # such as a name that is too long for a file
        return False


def _problems(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(map(str, part['loc'])) or 'file'}: {part['msg']}" for part in error.errors()
    )


def _check_against_sites(scenario: Scenario, sites: tuple[Site, ...], path: Path) -> None:
    settings = {setting for site in sites for setting in site.settings}
    words = {language for site in sites for language in site.languages}
    features = {
        name
        for site in sites
        for part in (
            site.features,
            *(where.features for where in (*site.routes, *site.settings.values())),
        )
        for name in part
    }
    sessions = {name for site in sites for name in site.sessions}
    places = open_places()
    known = {
        "accounts.sessions": ({name for a in scenario.accounts for name in a.sessions}, sessions),
        "shapes": (set(scenario.shapes), set(places)),
        **{
            f"shapes.{name}": ({shape}, set(places[name].of))
            for name, shape in scenario.shapes.items()
            if name in places
        },
        "features": (set(scenario.features), features),
        "generation": ({scenario.generation}, {name for s in sites for name in s.generations}),
        "language": ({scenario.language}, words),
        "settings": (set(scenario.settings), settings),
        "interruptions": (
            {interruption.name for interruption in scenario.interruptions},
            {name for site in sites for name in site.interruptions},
        ),
    }
    for key, (given, allowed) in known.items():
        if unknown := sorted(given - allowed):
            raise ConfigError(
                f"the scenario {path} is wrong: {key}: no site knows {unknown[0]!r}",
                f"known: {', '.join(sorted(allowed)) or 'none yet'}",
            )
