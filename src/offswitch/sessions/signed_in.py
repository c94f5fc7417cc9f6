"""Recognizes from the page whether a person is signed in."""

from __future__ import annotations

from offswitch.engine.place import on_the_way
from offswitch.errors import SettingError, Unreachable
from offswitch.packs import Pack
from offswitch.screen import Screen, page_errors
from offswitch.spec import Platform


def still_signed_in(platform: Platform, screen: Screen) -> bool:
    """Return whether the page in front of us belongs to a signed-in person, as far as that can be told.

    A page that does not tell, such as one that the site has removed, counts as theirs: what follows finds out.
    What came over the page since it was loaded says better what is wrong than that nobody is signed in, so
    that is dealt with first, and then the page is looked at again.

    Raises:
        SettingError: ``unexpected_dialog``, if a harmless interruption does not go away.
        Unreachable: an interruption that only a person may deal with.
    """
    if platform.signed_in is None or platform.signed_in(screen):
        return True
    screen.settle()
    return platform.signed_in(screen) or not _tells(platform, screen)


def _tells(platform: Platform, screen: Screen) -> bool:
    """Tell whether a page without the signs of a signed-in person is nobody's."""
    return not platform.told_at or any(on_the_way(screen, url) for url in platform.told_at)


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
    except (SettingError, Unreachable):
        return False
