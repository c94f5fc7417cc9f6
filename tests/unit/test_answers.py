"""What a page did not get is named for what it is: held back, failed, or never let in."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.engine.answers import refuse_default
from offswitch.engine.doubts import unanswered_requests
from offswitch.engine.looking import Observation
from offswitch.errors import SettingError, Unreachable
from offswitch.model.words import Reason, State
from offswitch.screen.unanswered import SERVICE_WORKER, Unanswered

NOBODY = Unanswered("GET /api/settings", "failed", 401)
RENEWAL = Unanswered("POST /auth/refresh", "held back")
COUNT = Unanswered("POST /visits", "held back")


def refusal(*lacking: Unanswered) -> SettingError | Unreachable:
    screen: Any = SimpleNamespace(quiet=SimpleNamespace(unanswered=lambda: lacking))
    with pytest.raises((SettingError, Unreachable)) as error:
        refuse_default(screen, State.OFF, ())
    assert isinstance(error.value, SettingError | Unreachable)
    return error.value


def test_a_page_without_a_session_asks_to_sign_in() -> None:
    assert refusal(NOBODY).reason is Reason.SIGN_IN
    assert refusal(COUNT, NOBODY).reason is Reason.SIGN_IN


def test_a_session_that_we_kept_from_being_renewed_has_not_ended() -> None:
    error = refusal(NOBODY, RENEWAL)
    assert error.reason is Reason.UNREADABLE
    assert "`POST /auth/refresh` was held back" in error.message
    assert 'reads = ["POST /auth/refresh"]' in error.hint
    reasons = {d.reason for d in unanswered_requests(Observation(lacking=(NOBODY, RENEWAL)))}
    assert reasons == {Reason.NOT_FOUND}
    assert [d.reason for d in unanswered_requests(Observation(lacking=(NOBODY,)))] == [
        Reason.SIGN_IN
    ]


@pytest.mark.parametrize(("status", "named"), [(200, COUNT.name), (503, "GET /graphql")])
def test_a_page_that_is_told_to_ask_otherwise_lacks_what_was_held_back(
    status: int, named: str
) -> None:
    """apollo-link-persisted-queries #35: the hash is not known, so the query itself is sent."""
    error = refusal(Unanswered("GET /graphql", "failed", status), COUNT)
    assert f"`{named}`" in error.message


def test_a_service_worker_is_named_as_what_it_is() -> None:
    error = refusal(Unanswered(SERVICE_WORKER, "open"))
    assert "service worker, which offswitch lets in nowhere" in error.message
    assert 'ignore = ["SERVICE WORKER"]' in error.hint


@pytest.mark.parametrize(
    ("lacking", "is_refused"),
    [
        (Unanswered("GET /api", "failed", 500), True),
        (Unanswered("GET /api", "failed", 503), True),
        (Unanswered("GET /api", "failed"), True),
        (Unanswered("GET /api", "failed", 499), False),
        (Unanswered("GET /api", "failed", 404), False),
        (Unanswered("GET /api", "open"), False),
        (COUNT, False),
    ],
)
def test_an_on_is_a_default_only_where_the_server_broke(
    lacking: Unanswered, is_refused: bool
) -> None:
    screen: Any = SimpleNamespace(quiet=SimpleNamespace(unanswered=lambda: [lacking]))
    refuse_default(screen, State.ON, {lacking.name})
    if not is_refused:
        refuse_default(screen, State.ON, ())
        return
    with pytest.raises(SettingError):
        refuse_default(screen, State.ON, ())
