"""Messages about what a check found: one for each event, none for a check without one.

``teller``  who is told what a check found, and that each hears of it once
``sight``   what a check shows
``events``  what of it is new to a target
``memory``  what each target was told
``send``    apprise
"""

from offswitch.notify.teller import (
    Target,
    Teller,
    forget_target,
    is_address,
    memory_folder,
    store,
    targets_of,
    test_message,
    understood,
)

__all__ = [
    "Target",
    "Teller",
    "forget_target",
    "is_address",
    "memory_folder",
    "store",
    "targets_of",
    "test_message",
    "understood",
]
