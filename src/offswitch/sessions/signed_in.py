"""Recognizes from the page whether a person is signed in."""

from __future__ import annotations

from offswitch.errors import SettingError
from offswitch.packs import Pack
from offswitch.screen import Screen, page_errors


def is_signed_in(pack: Pack, screen: Screen) -> bool:
    """Return whether the current page belongs to a signed-in person.

    A page that asks for a second factor does not, whatever cookies exist already. A page that only asks
    whether to trust this browser does.
    """
    if pack.platform.signed_in is None or screen.blocked(signing_in=True):
        return False
    try:
        with page_errors(screen.address):
            return pack.platform.signed_in(screen)
    except SettingError:
        return False
