"""Reconciles one setting: reach → find → read → compare → set → prove."""

from offswitch.engine.desk import Desk, Goal, Task
from offswitch.engine.draft import CutShort, blank
from offswitch.engine.reconcile import Outcome, reconcile

__all__ = ["CutShort", "Desk", "Goal", "Outcome", "Task", "blank", "reconcile"]
