"""A live page as flows and the engine see it: named elements to find, read, and click.

The only code that builds locators and clicks.

``screen``           a page under one selector file: load it, click, and type by the file's names
``elements``         from a name in the selector file to an element on the page
``interruptions``    which of the file's interruptions is on the page, and how it is cleared
``live``             the page itself: what it shows, its words, the one gate for every press
``looking_on``       looks for something until the page can show it no more
``view``             what can be seen on it; several questions about one moment are one look
``query``            a locator as it is asked of the browser
``survey``           one look at everything that a person can see
``snapshot``         what was seen: lines, headings, dialogs, rows, controls
``locate``           from a locator to the elements that match it
``frames``           the frames that a person can see
``pointer``          where a pointer hits an element, and a click there
``steps``            who is told of every step to another page
``step``             what may be pressed along the way
``menu``             the options in the list that a menu opened
``tabs``             other tabs that a click opens
``quiet``            when a page has finished, and what it still waits for
``traffic``          a page's requests to its own hosts, and their answers
``told_errors``      an answer with a good status that names an error in its body
``native``           the browser's own dialogs
``obstacle``         errors for what blocks a page
``scroll``           goes through lists that draw only part of their rows
``attribute_texts``  what a page says without drawing it as text
``unreadable``       closed shadow roots and frames that did not load
``disclosure``       whether the thing that a button opens is already open
``clicks``           what a person clicks, as a survey names it
``structure``        everything that is drawn, as a tree
``pacing``           when the next load or click may be
``marker``           the outline that shows a person what is at work
``picture``          a picture of a control's row
``another_document`` a page that loads another document by itself while it is looked at
``page_errors``      errors from the browser driver, in words that a person can act on
"""

from offswitch.screen.another_document import kept_loading
from offswitch.screen.attribute_texts import attribute_texts
from offswitch.screen.clicks import Click, Clicks
from offswitch.screen.disclosure import is_expanded, is_next
from offswitch.screen.elements import PATIENCE
from offswitch.screen.live import ACCOUNT
from offswitch.screen.menu import DrawnMenu
from offswitch.screen.obstacle import (
    dialog_asks_for_a_secret,
    has_covered_text,
    is_sign_in_page,
    leads_to_sign_in,
    refuse_outside,
    refuse_unfinished,
    words_over,
)
from offswitch.screen.page_errors import page_errors
from offswitch.screen.pointer import Target
from offswitch.screen.quiet import Quiet
from offswitch.screen.screen import Screen
from offswitch.screen.scroll import Scroll
from offswitch.screen.snapshot import ControlSnapshot, Line, Row, Survey
from offswitch.screen.steps import PageAtHand, Steps
from offswitch.screen.structure import structure_of
from offswitch.screen.tabs import NewTabs, new_tabs
from offswitch.screen.unanswered import Unanswered
from offswitch.screen.unopened import Unopened, unopened
from offswitch.screen.unreadable import has_closed_shadow_root, unread_frames
from offswitch.screen.view import PageView
from offswitch.screen.waits import LONGEST_SECONDS, Waits

__all__ = [
    "ACCOUNT",
    "LONGEST_SECONDS",
    "PATIENCE",
    "Click",
    "Clicks",
    "ControlSnapshot",
    "DrawnMenu",
    "Line",
    "NewTabs",
    "PageAtHand",
    "PageView",
    "Quiet",
    "Row",
    "Screen",
    "Scroll",
    "Steps",
    "Survey",
    "Target",
    "Unanswered",
    "Unopened",
    "Waits",
    "attribute_texts",
    "dialog_asks_for_a_secret",
    "has_closed_shadow_root",
    "has_covered_text",
    "is_expanded",
    "is_next",
    "is_sign_in_page",
    "kept_loading",
    "leads_to_sign_in",
    "new_tabs",
    "page_errors",
    "refuse_outside",
    "refuse_unfinished",
    "structure_of",
    "unopened",
    "unread_frames",
    "words_over",
]
