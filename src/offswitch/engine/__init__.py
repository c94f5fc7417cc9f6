"""Reconciles one setting: reach → find → read → compare → set → prove."""

from offswitch.engine.bystanders import by_page
from offswitch.engine.draft import CutShort, blank
from offswitch.engine.outcome import Outcome
from offswitch.engine.reconcile import reconcile
from offswitch.engine.services import Services
from offswitch.engine.task import Goal, Task
from offswitch.engine.visit import KeptReadings

__all__ = [
    "CutShort",
    "Goal",
    "KeptReadings",
    "Outcome",
    "Services",
    "Task",
    "blank",
    "by_page",
    "reconcile",
]
