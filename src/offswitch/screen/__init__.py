"""A live page as flows and the engine see it: named elements to find, read and click.

The only code that builds locators and clicks.

``named``     named elements, and what stands in the way to them
``live``      the page itself: what it shows, its words, a click
``survey``    everything that a person can see
``locate``    from a name to the one element that it means
``frames``    the frames that a person can see
``press``     a click as a pointer would make it
``step``      what may be pressed on the way
``menu``      the options of the list that a menu opened
``tabs``      other tabs that a click opens
``quiet``     when a page has finished, and what it still waits for
``traffic``   what a page asked its own hosts for, and got
``obstacle``  what is said of what stands in the way
``picture``   a crop of a control
``trouble``   the driver's errors, in words that a person can act on
"""

from offswitch.screen.named import PATIENCE, Screen
from offswitch.screen.press import Target
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
    "Target",
    "Unanswered",
    "page_errors",
]
