"""Kinds of edit that no check of the files can stop, and what stops each when a run meets the page.

``e2e/test_mutated_files.py`` lets the program run with some of each.
"""

from __future__ import annotations

_PLACE = "the page is proved by its heading and most of its neighbors, whatever led there"
_ANOTHER_WAY = "the other ways are tried; where none leads there, nothing is found"
_DOUBT = "it only makes absence harder to prove"
_LESS = "less is known, so less is done: nothing is read or pressed for it"
_NOT_SAVED = "what was not committed is still on in a fresh window: `not_verified`"
_NOT_THERE = "the control has to be on the proved page, under its heading"

REASONS = {
    "forget the side that means on": "every other option in the same place means on",
    "operate another setting's control": _NOT_THERE,
    "call a switch a choice": "what was found is of another kind than declared",
    "leave a control to the person": _LESS,
    "drop the section": "only of what nobody operates: a guide or a form",
    "name another route's section": _PLACE,
    "drop the way in's section": _LESS,
    "name another route's way in": "nothing is absent while the page names what leads to it",
    "drop the address": _ANOTHER_WAY,
    "open another route's address": _PLACE,
    "drop what follows the address": _ANOTHER_WAY,
    "drop the first step of a menu": _ANOTHER_WAY,
    "drop the last step of a menu": _ANOTHER_WAY,
    "exchange the last steps of a menu": _ANOTHER_WAY,
    "end at another route's row": _PLACE,
    "drop what brings the control up": "nothing is absent on a page of its own",
    "drop the section around the control": _NOT_THERE,
    "name the page's section around the control": _NOT_THERE,
    "choose another route's search result": _PLACE,
    "ask another route's search": "nothing is absent by a search that found something else",
    "drop the words to watch for": "the words of every other layout are watched for as well",
    "drop the committing button and its save": _NOT_SAVED,
    "commit twice": "the second press finds no such button in the topmost dialog",
    "drop the answer to a second question": _NOT_SAVED,
    "answer a question that nobody asks": "what nobody asks is not on the page, and not pressed",
    "find a control by its neighbor's label": _NOT_THERE,
    "forget the name of a button in a dialog": "two buttons are ambiguous, and no step grants or destroys",
    "forget that it is in the dialog": "two buttons are ambiguous, and no step grants or destroys",
    "find a role by its text alone": "the gate for every click reads the words again",
    "shorten a phrase": "it is read, and never pressed; it gives a reason why nothing was done",
    "exchange two controls": _NOT_THERE,
    "exchange two steps": _PLACE,
    "remove an element": "what all layouts share has one of that name",
    "drop the neighbors": "the heading is still asked for, and a control still has to be under it",
    "drop that there are more rows": "rows that nobody knows cast doubt on absence",
    "drop the rows that may be there": _DOUBT,
    "give a section another one's heading": _PLACE,
    "remove a section": "what all layouts share has one of that name",
    "put a dialog away whatever its title": "what puts it away stands in a dialog, and grants and destroys nothing",
    "remove what may be in the way": "an unknown dialog ends the setting, and names its words",
    "say another language": "the file has no labels of its own",
    "tell a layout by what every page has": "it tells layouts apart, and proves no page",
}
