"""Is this what every visitor sees? A page of an app whose file names no sign-in may offer one all the same."""

from __future__ import annotations

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
_HINT = "look at the page yourself, signed in; if the app has accounts, name its sign-in under `[session]`"


def visitors(task: Task, surveys: Iterable[Survey]) -> Iterator[SettingError]:
    """Yield the doubt that a page raises on which nobody may be signed in: a visitor is not shown everything."""
    if not task.platform.needs_session and any(_offers_sign_in(seen) for seen in surveys):
        yield SettingError(
            Reason.NOT_FOUND, "the page offers to sign in, and may show a visitor less", _HINT
        )


def refuse_visitors_choice(task: Task, services: Services, screen: Screen, state: State) -> None:
    """Refuse an "off" on a page on which nobody may be signed in: that may be every visitor's.

    What was switched off there, in this run or before, is the server's own state: a fresh window has shown it.

    Raises:
        SettingError: ``unreadable``.
    """
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
