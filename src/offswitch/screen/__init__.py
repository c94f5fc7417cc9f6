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
``scroll``    going through lists that draw only a part of themselves
``spoken``    what a page says without drawing it as text
``closed``    what cannot be looked into
``disclosure`` whether what a button opens is open already
``picture``   a crop of a control
``trouble``   the driver's errors, in words that a person can act on
"""

from offswitch.screen.closed import has_closed_part, unread_frames
from offswitch.screen.disclosure import is_next, says_open
from offswitch.screen.live import ACCOUNT
from offswitch.screen.named import PATIENCE, Screen
from offswitch.screen.obstacle import lies_over, refuse_outside
from offswitch.screen.press import Target
from offswitch.screen.quiet import Quiet
from offswitch.screen.scroll import Scroll
from offswitch.screen.spoken import spoken
from offswitch.screen.survey import Line, Row, Sighting, Survey
from offswitch.screen.traffic import Unanswered
from offswitch.screen.trouble import page_errors

__all__ = [
    "ACCOUNT",
    "PATIENCE",
    "Line",
    "Quiet",
    "Row",
    "Screen",
    "Scroll",
    "Sighting",
    "Survey",
    "Target",
    "Unanswered",
    "has_closed_part",
    "is_next",
    "lies_over",
    "page_errors",
    "refuse_outside",
    "says_open",
    "spoken",
    "unread_frames",
]
