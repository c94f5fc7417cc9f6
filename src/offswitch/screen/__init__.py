"""A live page as flows and the engine see it: named elements to find, read and click.

The only code that builds locators and clicks.

``named``     named elements, and what stands in the way to them
``live``      the page itself: what it shows, its words, a click
``survey``    everything that a person can see
``locate``    from a name to the one element that it means
``press``     a click as a pointer would make it
``quiet``     when a page has finished, and what it still waits for
``traffic``   what a page asked its own hosts for, and got
``obstacle``  what is said of what stands in the way
``picture``   a crop of a control
``trouble``   the driver's errors, in words that a person can act on
"""

from offswitch.screen.named import PATIENCE, Screen
from offswitch.screen.quiet import Quiet
from offswitch.screen.survey import Line, Row, Sighting, Survey
from offswitch.screen.traffic import Unanswered
from offswitch.screen.trouble import page_errors

__all__ = [
    "PATIENCE",
    "Line",
    "Quiet",
    "Row",
    "Screen",
    "Sighting",
    "Survey",
    "Unanswered",
    "page_errors",
]
