"""What a person sees in the terminal: lines that need no documentation, and what to do next.

``lines``     a line, and where it may be broken
``groups``    what a person has to do about each result
``sheet``     settings laid out in lines
``report``    what a run found, and what no switch covers
``plan``      what a run would do, before a person is asked
``progress``  a run while it goes on; ``estimate``, how long it will still take
``overview``  what is here, and what to type next
``settings`` ``layouts`` ``accounts_table`` ``doctor`` ``checklist`` ``history`` ``demo``  one command's each
"""

from offswitch.terminal.demo import show_demo_step
from offswitch.terminal.layouts import show_layouts
from offswitch.terminal.plan import choices, show_plan
from offswitch.terminal.report import show_after_care, show_report
from offswitch.terminal.settings import show_settings

__all__ = [
    "choices",
    "show_after_care",
    "show_demo_step",
    "show_layouts",
    "show_plan",
    "show_report",
    "show_settings",
]
