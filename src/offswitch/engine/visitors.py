"""Is this what every visitor sees, or somebody else? What a page offers may tell: to sign in, or to switch back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from offswitch.engine.services import Services
from offswitch.engine.task import Task
from offswitch.errors import SettingError
from offswitch.model.text import fold
from offswitch.model.words import Reason, State
from offswitch.screen import Screen, Survey, is_sign_in_page

_SIGN_IN = frozenset({
    "log in", "login", "sign in", "signin", "anmelden", "einloggen", "se connecter", "connexion", "iniciar sesión",
    "acceder", "accedi", "inloggen", "aanmelden", "zaloguj się", "entrar", "iniciar sessão", "giriş yap", "oturum aç",
    "ログイン", "サインイン", "登录", "登入",
})  # fmt: skip
"""What leads to the sign-in page, folded, in the languages that offswitch knows."""
_BACK = re.compile(
    r"(?:(?:stop|end|exit|leave) (?:impersonating|impersonation|viewing as)|(?:return|back) to (?:my|your) own account)\b"
    r"|switch back to (?!.*\b(?:classic|old|legacy|previous|new|basic|standard|view|version|design|layout|mode|theme)\b)"
)
"""How somebody who is at work as another person gets back, folded, in English alone."""
_HINT = "look at the page yourself, signed in; if the app has accounts, name its sign-in under `[session]`"


def visitors(task: Task, surveys: Iterable[Survey]) -> Iterator[SettingError]:
    """Yield the doubts that a page raises on which nobody may be signed in, or somebody else."""
    surveys = list(surveys)
    if any(_offers_to_switch_back(seen) for seen in surveys):
        yield _somebody_else(Reason.NOT_FOUND)
    if not task.platform.needs_session and any(_offers_sign_in(seen) for seen in surveys):
        yield SettingError(
            Reason.NOT_FOUND, "the page offers to sign in, and may show a visitor less", _HINT
        )


def refuse_visitors_choice(task: Task, services: Services, screen: Screen, state: State) -> None:
    """Refuse what somebody else's page shows, and an "off" where nobody may be signed in: that may be every visitor's.

    What was switched off there, in this run or before, is the server's own state: a fresh window has shown it.

    Raises:
        SettingError: ``unreadable``.
    """
    if _offers_to_switch_back(screen.survey()):
        raise _somebody_else(Reason.UNREADABLE)
    if state is not State.OFF or task.platform.needs_session:
        return
    if services.records.has_begun(task) or services.records.proved_off(task):
        return
    if _offers_sign_in(screen.survey()):
        raise SettingError(
            Reason.UNREADABLE,
            "it shows off, and the page offers to sign in: this may be what every visitor sees",
            _HINT,
        )


def _offers_sign_in(seen: Survey) -> bool:
    return any(fold(row.text) in _SIGN_IN or is_sign_in_page(row.href) for row in seen.rows)


def _offers_to_switch_back(seen: Survey) -> bool:
    return any(_BACK.match(fold(row.text)) for row in seen.rows)


def _somebody_else(reason: Reason) -> SettingError:
    return SettingError(
        reason,
        "the page offers to switch back, so it may be somebody else's",
        "switch back to your own account, and run again",
    )
