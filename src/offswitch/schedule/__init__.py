"""Checks at regular times, by the scheduler that the machine has.

``schedules`` installs, shows and removes a profile's schedule
``entry``      what was asked for, and the standing consent
``due``       when a check is due
``command``   the command that is called
``environment``  what it is told of where its folders are, for a scheduler that gives only words
``scheduler`` what every scheduler can do
``systemd`` ``launchd`` ``windows`` ``crontab``  the schedulers
"""

from offswitch.schedule.command import is_temporary
from offswitch.schedule.due import is_due
from offswitch.schedule.entry import Entry, Every, consents, load
from offswitch.schedule.scheduler import Written
from offswitch.schedule.schedules import Scheduled, choose, install, look, remove, written

__all__ = [
    "Entry",
    "Every",
    "Scheduled",
    "Written",
    "choose",
    "consents",
    "install",
    "is_due",
    "is_temporary",
    "load",
    "look",
    "remove",
    "written",
]
