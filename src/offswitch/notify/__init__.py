"""Messages about what a check found: one for each event, and none if nothing happened.

``notifier``  sends each target every event exactly once
``summary``   the possible events of one check
``events``    which of them are news to a target
``memory``    what each target has already been told
``send``      delivery through apprise
"""

from offswitch.notify.notifier import (
    Notifier,
    Target,
    forget_target,
    is_address,
    memory_folder,
    require_valid,
    seal_address,
    send_test_message,
    targets_of,
)

__all__ = [
    "Notifier",
    "Target",
    "forget_target",
    "is_address",
    "memory_folder",
    "require_valid",
    "seal_address",
    "send_test_message",
    "targets_of",
]
