"""The walk: the person goes to the setting in the window, and picks its control from what is seen there."""

from __future__ import annotations

from urllib.parse import urlsplit

from offswitch.engine.looking import look_closely
from offswitch.errors import Unreachable
from offswitch.look.summary import PageSummary
from offswitch.look.visit import summary_of
from offswitch.model.text import one_line
from offswitch.screen import Clicks, NewTabs, Screen, new_tabs, page_errors
from offswitch.teach.candidates import Candidate, candidates
from offswitch.teach.pointing import Pointing
from offswitch.teach.subject import Subject
from offswitch.teach.talk import Talk, span

_MOST_LISTED = 40
_QUESTION = "Go there in the window, leave it as it is, then press Enter here, or click it with Shift held (q: stop): "


def walked_to(
    subject: Subject, screen: Screen, talk: Talk, clicks: Clicks
) -> tuple[PageSummary, Candidate]:
    """Let the person walk to the control, and pick it; return it with the page that it is on.

    Args:
        subject: the setting.
        screen: the window that they walk in.
        talk: with the person.
        clicks: what they click, or point at, in the window.

    Raises:
        Stopped: the person did not go on.
        Unreachable: a known page could not be shown, or the window was closed.
    """
    _begin(subject, screen, talk)
    for line in subject.hints(screen.language):
        talk.person.say(line)
    with new_tabs(screen.page) as tabs:

        def pointed() -> str | None:
            _follow(tabs, screen, talk)
            return "" if clicks.pointed else None

        while True:
            talk.hear(_QUESTION, pointed)
            _follow(tabs, screen, talk)
            summary = _seen_on(screen, talk)
            found = candidates(summary, [*subject.labels(summary.language), subject.title])
            if (picked := _picked(found, talk, clicks)) is not None:
                return summary, picked
            if summary.outside:
                talk.person.say(summary.outside)
            for name in summary.held_back:
                talk.person.say(
                    f"the page asked for `{name}`, which may change something: held back"
                )


def _begin(subject: Subject, screen: Screen, talk: Talk) -> None:
    """Open the page that the walk begins at; a front page that nobody knows need not be there."""
    try:
        screen.open(subject.start)
    except Unreachable as error:
        if subject.known_page:
            raise
        talk.person.say(f"{error.message}; type the address of a page into the window")
    with page_errors(screen.address):
        screen.quiet.wait()


def _follow(tabs: NewTabs, screen: Screen, talk: Talk) -> None:
    """Show the page of a tab that a click has opened in the first one, as a run does."""
    if not (address := tabs.address()):
        return
    tabs.forget()
    if screen.may_visit(address):
        talk.person.say("what was opened in another tab is shown in the first one")
        screen.open(address)
    else:
        talk.person.say(f"another tab was opened at {urlsplit(address).netloc}; it was closed")


def _seen_on(screen: Screen, talk: Talk) -> PageSummary:
    with page_errors(screen.address):
        _, observation = look_closely(screen, (), lambda: None)
        summary = summary_of(screen, observation)
    if len(screen.page.context.pages) > 1:
        talk.person.say("only the first tab is looked at: go there in that one")
    return summary


def _picked(found: list[Candidate], talk: Talk, clicks: Clicks) -> Candidate | None:
    """List the controls; return the one that they pick, or None where they look again."""
    usable = [each for each in found if not each.why_not][:_MOST_LISTED]
    for number, each in enumerate(usable, 1):
        talk.person.say(f"{number:3}  {_line(each)}")
    for each in found[len(usable) :]:
        talk.person.say(f"     {one_line(each.label)}: {each.why_not or 'not listed'}")
    if not usable:
        talk.person.say("no control is on this page; go on")
        return None
    question = f"Which one is it? [{span(len(usable))}, or click it with Shift held, r: look again, q: stop]: "
    pointed = Pointing(clicks, usable, talk.person.say).number
    said = talk.number(question, len(usable), "r", pointed)
    if isinstance(said, int):
        return usable[said - 1]
    talk.questions -= 1  # the same question comes once more
    return None


def _line(each: Candidate) -> str:
    where = f" under “{one_line(each.section)}”" if each.section else ""
    guess = "  (a guess: it shares words)" if each.guess else ""
    return f"“{one_line(each.label)}”{where}: {one_line(each.shown)}{guess}"
