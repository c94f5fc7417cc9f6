"""One setting, shown by a person: the walk, the questions, the proof. Nothing is pressed here."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from offswitch.engine import Task
from offswitch.errors import PackError, SettingError
from offswitch.look.parts import Part
from offswitch.look.summary import ControlSummary, PageSummary
from offswitch.model.text import fold, one_line
from offswitch.model.words import Category, State
from offswitch.packs import Library, lint
from offswitch.run.window import Window
from offswitch.screen import Clicks
from offswitch.teach.candidates import Candidate
from offswitch.teach.draft import Shown, draft
from offswitch.teach.keep import keep
from offswitch.teach.meaning import refuse_another, refuse_passing_name, state_of, understood
from offswitch.teach.opened_list import with_options
from offswitch.teach.proof import prove
from offswitch.teach.saving import buttons_for
from offswitch.teach.subject import Subject
from offswitch.teach.talk import Refused, Talk, span
from offswitch.teach.walk import walked_to
from offswitch.teach.way import Way, committed, ways
from offswitch.teach.words import words_beside, words_of


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """Everything that one lesson needs.

    Attributes:
        subject: the setting.
        window: of a run that changes nothing.
        talk: with the person.
        clicks: what they click in the window.
        folders: the person's own folders of selector files, as they are.
        shelf: the one that the file goes to.
        today: the day.
        live: whether this is the real site.
    """

    subject: Subject
    window: Window
    talk: Talk
    clicks: Clicks
    folders: Sequence[Path]
    shelf: Path
    today: dt.date
    live: bool

    def give(self) -> Path:
        """Have the setting shown, prove it, and keep it.

        Returns:
            The file that it is kept in.

        Raises:
            Stopped: the person did not go on.
            Refused: what they showed was not kept.
            Unreachable: the page could not be shown, or the window was closed.
        """
        self.talk.person.say(f"showing {self.subject.id}: {self.subject.title}")
        summary, picked = walked_to(self.subject, self.window.screen, self.talk, self.clicks)
        walk = tuple(self.clicks.noted)
        self.talk.person.say(_told(picked))
        if picked.shown == "unknown":
            raise Refused(
                "nothing on the page says clearly which state it is in",
                "look at it yourself; offswitch could not prove it off",
            )
        refuse_another(picked, self.subject)
        tabs = frozenset(click.label for click in walk if click.is_tab)
        shown = self._shown(summary, picked, self._part(picked, summary.language), tabs)
        found = ways(self.subject.start, summary.address, walk, is_dialog=bool(shown.dialog))
        return self._proved(shown, found, state_of(shown.part, picked))

    def _part(self, picked: Candidate, language: str) -> Part:
        """Ask what cannot be read: which way round it is. They see the page, and may contradict what was read."""
        if picked.may_be_named_by_its_state:
            change = (
                "it is switched" if picked.first.kind == "switch" else "another option is chosen"
            )
            stays = f"Does “{one_line(picked.label)}” stay there when {change}? [y/n]: "
            refuse_passing_name(picked, stays=self.talk.yes(stays))
        if picked.first.kind == "switch":
            question = (
                f"It shows {picked.shown.upper()} now (x: I see otherwise)."
                " When this shows ON, does the site use your data? [y/n/x]: "
            )
            return understood(picked, language, uses=self._undoubted(question, 0, "yn") == "y")
        if picked.is_unopened:
            picked = with_options(picked, self.window.screen, self.talk)
        for number, option in enumerate(picked.options, 1):
            mark = "  (chosen now)" if fold(option) == fold(picked.shown) else ""
            self.talk.person.say(f"{number:3}  {one_line(option)}{mark}")
        count = len(picked.options)
        question = (
            f"Which one keeps your data private? [{span(count)}, x: I see another one chosen now]: "
        )
        said = self._undoubted(question, count)
        assert isinstance(said, int)
        return understood(picked, language, off=picked.options[said - 1])

    def _undoubted(self, question: str, count: int, others: str = "") -> int | str:
        """Ask for a number or a letter, unless they see the control in another state than was read."""
        said = self.talk.number(question, count, f"{others}x")
        if said == "x":
            raise Refused(
                "the page tells another state than the one that you see",
                "look at it yourself; offswitch could not prove it off",
            )
        return said

    def _shown(
        self, summary: PageSummary, picked: Candidate, part: Part, tabs: frozenset[str]
    ) -> Shown:
        buttons, is_asked = self._buttons(summary, picked.first)
        return Shown(
            subject=self.subject,
            part=part,
            summary=summary,
            dialog=picked.first.dialog,
            buttons=buttons,
            is_asked=is_asked,
            tabs=tabs,
            category=self._category(),
            day=self.today,
            live=self.live,
        )

    def _buttons(
        self, summary: PageSummary, control: ControlSummary
    ) -> tuple[tuple[str, ...], bool]:
        """Ask how the site keeps a change: by a button that is there, or by what it asks after the click.

        Returns:
            What is pressed to keep a change, in order; and whether the site shows it only after the click.
        """
        found = buttons_for(summary, control)
        listed = "".join(f"{n}: “{one_line(label)}”, " for n, label in enumerate(found, 1))
        self.clicks.forget()
        if not self.subject.saves_by_socket:  # what nothing holds back would be saved
            self.talk.person.say(
                "if the site asks something before it keeps a change: switch it in the window now, and"
                " answer that; nothing of it is sent"
            )
            listed += "w: as I have just shown in the window, "
        elif not found:
            return (), False
        said = self.talk.number(
            f"What keeps a change? [{listed}a: nothing, it is kept at once]: ", len(found), "aw"
        )
        if isinstance(said, int):
            return (found[said - 1],), False
        return (committed(self.clicks.noted), True) if said == "w" else ((), False)

    def _category(self) -> Category:
        if self.subject.setting is not None:
            return self.subject.setting.category
        known = list(Category)
        for number, each in enumerate(known, 1):
            self.talk.person.say(f"{number:3}  {each.value.replace('_', ' ')}")
        said = self.talk.number(f"What is your data used for? [{span(len(known))}]: ", len(known))
        assert isinstance(said, int)
        return known[said - 1]

    def _proved(self, shown: Shown, found: Sequence[Way], seen: State) -> Path:
        """Try each way that the walk may stand for, and keep the first that proves itself."""
        problems: list[str] = []
        for way in found:
            text = draft(shown, way)
            self.talk.person.say(f"reading it twice from pages loaded anew, by {_by(way)}")
            try:
                self._try(text, shown, seen)
            except PackError as error:
                problems += [each.partition(".toml: ")[2] for each in error.problems]
            except SettingError as error:
                problems.append(error.message)
            else:
                platform = self.subject.pack.platform.name
                words = words_of(text, shown.summary.language)
                return keep(text, platform, shown.version, self.shelf, words)
        raise Refused(
            f"it was not kept: {'; '.join(dict.fromkeys(problems))}",
            "show another way to it, or write the file yourself (docs/any-app.md)",
        )

    def _try(self, text: str, shown: Shown, seen: State) -> None:
        """Hold a draft against the rules of strangers' files, and read by it."""
        platform = self.subject.pack.platform.name
        with tempfile.TemporaryDirectory(prefix="offswitch-") as made:
            path = Path(made) / platform / f"{shown.version}.toml"
            path.parent.mkdir()
            path.write_text(text, encoding="utf-8")
            if words := words_of(text, shown.summary.language):
                words_beside(path).parent.mkdir()
                words_beside(path).write_text(words, encoding="utf-8")
            if problems := lint([Path(made)], self.folders):
                raise PackError(problems)
            prove(self.window, self._task([*self.folders, Path(made)], path), seen)

    def _task(self, folders: Sequence[Path], path: Path) -> Task:
        """Return the setting with the drafted file as its only layout."""
        name, session = self.subject.pack.platform.name, self.subject.pack.platform.session
        pack = Library(folders).pack(name).reached_with(_only(session))
        setting = next(each for each in pack.platform.settings if each.id == self.subject.name)
        variants = tuple(each for each in pack.variants if each.source == str(path))
        return Task(pack.platform, setting, variants)


def _only(session: str) -> Callable[[str], bool]:
    return lambda name: name == session


def _told(picked: Candidate) -> str:
    where = f", under “{one_line(picked.section)}”" if picked.section else ""
    kind = {"radio": "choice"}.get(picked.first.kind, picked.first.kind)
    return (
        f"understood: the {kind} “{one_line(picked.label)}”{where}, which shows"
        f" {one_line(picked.shown)}; it will be found by these very words"
    )


def _by(way: Way) -> str:
    steps = " → ".join(f"“{one_line(label)}”" for label in (*way.then, *way.open))
    return f"its address and {steps}" if steps else "its address"
