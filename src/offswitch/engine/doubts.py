"""Why a page without a setting may have it all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from offswitch.engine.answers import unanswered
from offswitch.engine.looking import Observation
from offswitch.errors import SettingError, Unmatched, Unreachable
from offswitch.model.lexicon import primary
from offswitch.model.words import Reason
from offswitch.screen import Screen

Doubt = SettingError | Unreachable
"""Why a page without the setting is no proof that it is not offered."""


def stranger() -> SettingError:
    """Return the doubt that a row raises which no selector file knows."""
    return Unmatched(
        Reason.NOT_FOUND,
        "the page has a row that the selector file does not know",
        "the setting may have been renamed; look at the page yourself",
    )


def unfollowed() -> SettingError:
    """Return the doubt that a name raises which leads to the setting, where no way could follow it."""
    return Unmatched(
        Reason.NOT_FOUND,
        "the page names what leads to it, but not as the selector file knows it",
        "look at the page yourself; a newer selector file may be needed",
    )


def joined(doubts: Sequence[Doubt]) -> Doubt:
    """Return the most telling doubt, with what the others say as well."""
    first = next((doubt for doubt in doubts if isinstance(doubt, Unreachable)), doubts[0])
    messages = list(dict.fromkeys(d.message for d in (first, *doubts)))
    return type(first)(first.reason, "; ".join(messages), first.hint)


def unlooked(observation: Observation) -> Iterator[Doubt]:
    """Yield what of the page could not be looked at."""
    if observation.has_closed_part:
        yield SettingError(
            Reason.NOT_FOUND,
            "a part of the page is closed to offswitch (closed shadow root)",
            "look at the page yourself",
        )
    yield from unread(observation.unread_frames)
    for part in observation.unfinished:
        yield SettingError(
            Reason.NOT_FOUND, f"a part of the page has not arrived: {part}", "run again later"
        )
    for fault in observation.faults:
        yield SettingError(
            Reason.NOT_FOUND,
            f"a script of the page failed, and what it draws may be missing: {fault}",
            "run again; if it fails each time, look at the page yourself",
        )
    for host in observation.kept_out:
        yield SettingError(
            Reason.NOT_FOUND,
            f"a script of another host was kept out, and what it draws may be missing: {host}",
            "if the app needs it, list its host under `content_hosts`",
        )
    if observation.unopened.has_picture:
        yield SettingError(
            Reason.NOT_FOUND,
            "a part of the page is drawn as a picture (`canvas`), which cannot be read",
            "look at the page yourself",
        )
    if observation.unopened.has_failed_part:
        yield SettingError(
            Reason.NOT_FOUND,
            "a part of the page failed on the site's server, and is left out",
            "run again; if it fails each time, look at the page yourself",
        )
    if not observation.is_whole:
        yield goes_on()


def unsaid_language(screen: Screen) -> Iterator[Doubt]:
    """Yield the doubt that labels raise which nobody said to be in the page's language."""
    tag = screen.language
    if screen.lexicon.assumes(tag):
        yield SettingError(
            Reason.LANGUAGE,
            f"the page is in another language ({tag}), and the file does not say that its labels are",
            f'if they are, say so at the top of the file: language = "{primary(tag)}";'
            " else set the site to English, or add a labels file for that language",
        )


def unread(hosts: Iterable[str]) -> Iterator[SettingError]:
    """Yield the doubt that each frame raises that could not be read."""
    for host in hosts:
        yield SettingError(
            Reason.NOT_FOUND,
            f"a frame of the page could not be read: {host}",
            "look at the page yourself; if the frame is the platform's own, list its host",
        )


def goes_on() -> SettingError:
    """Return the doubt that a list raises which is longer than what was seen of it."""
    return SettingError(
        Reason.NOT_FOUND,
        "the list goes on beyond what was looked at",
        "look at the page yourself",
    )


def unopened(names: Iterable[str]) -> Iterator[SettingError]:
    """Yield the doubt that each part of a page raises that nobody has opened."""
    for name in names:
        yield SettingError(
            Reason.NOT_FOUND,
            f"a part of the page was not opened: “{name}”",
            "open it, and look there yourself",
        )


def unanswered_requests(observation: Observation) -> Iterator[Doubt]:
    """Yield what the page asked for and did not get."""
    is_renewed = not any(request.may_renew_a_session for request in observation.lacking)
    for request in observation.lacking:
        if request.needs_sign_in and is_renewed:
            yield Unreachable(
                Reason.SIGN_IN,
                f"the page does not know who is signed in: {request.story}",
                "sign in again with `offswitch login`",
            )
        else:
            yield unanswered(Reason.NOT_FOUND, request)
