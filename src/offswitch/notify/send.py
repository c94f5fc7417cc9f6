"""Delivery through apprise; the only module that talks to other people's services."""

import logging
import warnings

import apprise

from offswitch.notify.memory import Message

# apprise logs failed deliveries with parts of the address, which does not belong in any log.
_log = logging.getLogger("apprise")
_log.addHandler(logging.NullHandler())
_log.propagate = False
_log.setLevel(logging.CRITICAL + 1)


def is_valid(address: str) -> bool:
    """Return whether apprise can send to an address; nothing is sent."""
    return _open(address) is not None


def deliver(address: str, message: Message) -> bool:
    """Send a message; return whether the service accepted it."""
    target = _open(address)
    if target is None:
        return False
    try:
        return bool(
            target.notify(
                title=message.title, body=message.body, body_format=apprise.NotifyFormat.TEXT
            )
        )
    except Exception:  # noqa: BLE001 - a hundred services' own code, whose errors may contain the address
        return False


def _open(address: str) -> apprise.Apprise | None:
    asset = apprise.AppriseAsset(
        app_id="offswitch", app_desc="offswitch", app_url="", async_mode=False
    )
    target = apprise.Apprise(asset=asset)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # this loads the code of every service
            return target if target.add(address) else None
    except Exception:  # noqa: BLE001 - as above
        return None
