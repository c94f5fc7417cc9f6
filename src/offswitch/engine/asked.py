"""What a site asks when something was pressed, and no selector file knows: nothing in it is clicked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from offswitch.engine.landing import Arrival
from offswitch.engine.place import asks_for_a_secret, unknown_dialog
from offswitch.errors import SettingError
from offswitch.model.danger import destructive_words
from offswitch.model.saves import Saves
from offswitch.model.text import fold
from offswitch.model.words import Reason
from offswitch.screen import (
    ControlSnapshot,
    Row,
    Screen,
    Survey,
    dialog_asks_for_a_secret,
    leads_to_sign_in,
    words_over,
)

SIGN_IN_AGAIN = "sign in again with `offswitch login`, then run again"


def refuse_destructive_dialog(seen: Survey, but: Sequence[str] = ()) -> None:
    """Refuse to confirm a dialog whose title or buttons speak of deleting or leaving.

    Args:
        seen: the page.
        but: labels whose own such words are meant.

    Raises:
        SettingError: ``unexpected_dialog``.
    """
    words = [seen.dialogs[top] for top in seen.tops]
    words += [row.text for row in seen.rows if row.layer in seen.tops]
    meant = frozenset[str]().union(*(destructive_words(label) for label in but))
    if any(destructive_words(text) - meant for text in words):
        raise SettingError(
            Reason.UNEXPECTED_DIALOG,
            "a dialog speaks of deleting, removing or leaving",
            "look at it yourself; nothing in it was clicked",
        )


def controls_of(seen: Survey) -> frozenset[tuple[str, str, str]]:
    """Return what tells each control of a page from the others, whatever its state, and what is chosen by class."""
    return frozenset(map(_identity, seen.controls)) | frozenset(map(_chosen, _chosen_rows(seen)))


def called(control: ControlSnapshot, words: Iterable[str]) -> frozenset[tuple[str, str, str]]:
    """Return what tells one control from the others under each of some names, as ``controls_of`` does."""
    return frozenset((control.kind, fold(control.question), fold(word)) for word in words)


def refuse_unknown_choice(
    seen: Survey, before: Collection[tuple[str, str, str]], *, known: bool
) -> None:
    """Refuse to confirm a change together with something else that the site has chosen beforehand.

    Args:
        seen: the page, about to be confirmed.
        before: its controls before the click, as ``controls_of`` returns them.
        known: whether the flow itself deals with what is chosen; then only what destroys is refused.

    Raises:
        SettingError: ``unexpected_dialog``.
    """
    for row in _chosen_rows(seen):
        if seen.in_front(row) and _chosen(row) not in before and not known:
            raise _chooses_more(row.text)
    for control in seen.controls:
        if not seen.in_front(control) or _identity(control) in before:
            continue
        is_chosen = control.kind == "menu" or "true" in control.signals.values()
        texts = (*control.labels, *control.lines, *control.signals.values())
        destroys = any(destructive_words(text) for text in texts)
        if is_chosen and (destroys or not (known or control.kind == "menu")):
            raise _chooses_more(control.label)


def _chooses_more(label: str) -> SettingError:
    return SettingError(
        Reason.UNEXPECTED_DIALOG,
        f"confirming it would also choose “{label}”",
        "decide that yourself, on the page; nothing was confirmed",
    )


def refuse_declined(screen: Screen) -> None:
    """Say which question of the browser's own was answered with no.

    Raises:
        SettingError: ``unexpected_dialog``.
    """
    declined = screen.quiet.dialogs.declined
    if declined:
        raise SettingError(
            Reason.UNEXPECTED_DIALOG,
            f"the browser asked “{declined[0]}”, and was told no",
            f'if that is the question to answer with OK, declare it: native = "{declined[0]}"',
        )


def refuse_new_dialog(arrival: Arrival, before: Collection[str], saves: Saves) -> None:
    """Say what the site asks that the selector file does not know; nothing in it is clicked.

    Args:
        arrival: where the control is.
        before: the titles of the dialogs that were open before the click.
        saves: what the page has sent since then.

    Raises:
        SettingError: ``unexpected_dialog``.
    """
    seen = arrival.screen.survey()
    asked = unknown_dialog(arrival.screen, arrival.found.file, seen)
    if asked and seen.dialogs[seen.top] not in before:
        if dialog_asks_for_a_secret(arrival.screen.page):
            raise asks_for_a_secret(asked)
        if saves.unknown or any(leads_to_sign_in(r.href) for r in seen.rows if seen.in_front(r)):
            raise SettingError(
                Reason.UNEXPECTED_DIALOG,
                f"after the click, the site asks to sign in again: “{asked}”",
                SIGN_IN_AGAIN,
            )
        raise SettingError(
            Reason.UNEXPECTED_DIALOG,
            f"after the click, the site opened a dialog that offswitch does not know: “{asked}”",
            "look at it yourself; nothing in it was clicked. If it is to be confirmed, name its button:"
            ' save = "confirm"',
        )


def refuse_cover(arrival: Arrival) -> None:
    """Say what lies over a control that was just pressed, though nothing says that it is a dialog.

    Raises:
        SettingError: ``unexpected_dialog``.
    """
    nodes = [part.node for part in arrival.found.parts.values()]
    words = next((words_over(node) for node in nodes), "")
    if words and not any(arrival.screen.reachable(node) for node in nodes):
        raise SettingError(
            Reason.UNEXPECTED_DIALOG,
            f"after the click, something lies over the control: “{words}”",
            "look at it yourself; nothing in it was clicked",
        )


def _identity(control: ControlSnapshot) -> tuple[str, str, str]:
    return control.kind, fold(control.question), fold(control.label)


def _chosen_rows(seen: Survey) -> list[Row]:
    return [row for row in seen.rows if row.is_chosen]


def _chosen(row: Row) -> tuple[str, str, str]:
    return "row", "", fold(row.text)
