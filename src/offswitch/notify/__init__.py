"""Messages about what a check found: one for each event, none for a check without one.

``notifier``  who is told what a check found, and that each hears of it once
``summary``   what a check shows
``events``    what of it is new to a target
``memory``    what each target was told
``send``      apprise
"""

from offswitch.notify.notifier import (
    Notifier,
    Target,
    forget_target,
    is_address,
    memory_folder,
    store,
    targets_of,
    test_message,
    understood,
)

__all__ = [
    "Notifier",
    "Target",
    "forget_target",
    "is_address",
    "memory_folder",
    "store",
    "targets_of",
    "test_message",
    "understood",
]
