"""One run over one profile: packs → browser → engine → journal → Report."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import traceback
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field, replace

from offswitch import __version__
from offswitch.browser.launch import Loopback, driven
from offswitch.browser.pace import RunPace
from offswitch.browser.trace import Tracer
from offswitch.engine import Task
from offswitch.errors import DEBUG_VARIABLE, JournalError, OffswitchError, as_told
from offswitch.journal import JOURNAL, open_journal
from offswitch.local.folders import folders
from offswitch.local.interrupt import interruptible
from offswitch.model.results import Report, Result, RunInfo
from offswitch.model.timings import Stage
from offswitch.model.words import Kind, Status
from offswitch.packs.fencing import places_of
from offswitch.run.browsers import Browsers
from offswitch.run.former import former_seconds
from offswitch.run.listener import Listener
from offswitch.run.options import Options, load_library, loopback_of, tasks_of
from offswitch.run.ordering import Work
from offswitch.run.outcomes import Outcomes
from offswitch.run.platforms import work_through
from offswitch.run.records import JournalRecords
from offswitch.run.round import Round
from offswitch.run.visiting import costs_of, plan_visits, told
from offswitch.run.witness import keep
from offswitch.sessions.scratch import hold_profile
from offswitch.sessions.store import Sessions


def execute(options: Options, listener: Listener) -> Report:
    """Carry out one run.

    Args:
        options: what to do.
        listener: hears how it goes on.

    Returns:
        The report. A run that has begun always ends with one, in which every setting has a result:
        ``run.interrupted`` when it was stopped with Ctrl-C, ``run.alarm`` and ``run.error`` when
        something else ended it.

    Raises:
        OffswitchError: nothing could be begun: a bad option, no browser, no screen, no keyring, a
            profile in use.
    """
    library = load_library(options.selectors)
    here = folders()
    sessions = Sessions(here, options.scope, ask=options.passphrase)
    names = options.platforms or library.platforms()
    packs = [library.pack(name).reached_with(sessions.has) for name in names]
    tasks = tasks_of(packs, options)
    work = [(pack, tasks[pack.platform.name]) for pack in packs if tasks[pack.platform.name]]
    with ExitStack() as stack:
        stack.enter_context(hold_profile(here, options.profile))
        journal = stack.enter_context(open_journal(here.data / JOURNAL, options.now))
        checkpoint = stack.enter_context(interruptible())
        info = _info(options)
        outcomes = Outcomes(
            info.id,
            journal,
            listener,
            frozenset(options.exclude),
            order=[task.id for task in _tasks(work)],
        )
        round_ = Round(
            options=options,
            info=info,
            listener=listener,
            journal=journal,
            sessions=sessions,
            outcomes=outcomes,
            visits=plan_visits(work, costs_of(options, JournalRecords(journal, info).proved_off)),
            checkpoint=checkpoint,
        )
        tracer = Tracer(options.trace) if options.trace else None
        return _Run(options, listener, round_, work, tracer).carry_out()


@dataclass
class _Run:
    """A run under way."""

    options: Options
    listener: Listener
    round: Round
    work: Work
    tracer: Tracer | None
    _browser_version: str = ""
    _denied: tuple[str, ...] = ()
    _interrupted: bool = False
    _pace: RunPace = field(init=False)

    def __post_init__(self) -> None:
        self._pace = RunPace(self.options.pause, self.options.heeds_minutes)

    def carry_out(self) -> Report:
        """Do it, write its end down, and return its report."""
        own = self.round
        loopback = loopback_of(self.options.replica)
        self._tell_plan()
        own.journal.begin(own.info)
        try:
            with self._browsers(loopback) as browsers:
                self._carry_out(browsers)
        except KeyboardInterrupt:
            self._interrupted = True
        except Exception as error:
            if os.environ.get(DEBUG_VARIABLE):
                traceback.print_exception(error)
            own.trouble.note(as_told(error))
            if isinstance(error, OffswitchError) and not own.outcomes.results:
                self._write_down()
                raise
        self._end()
        return self._report(self.options.now())

    def _tell_plan(self) -> None:
        tasks = _tasks(self.work)
        self.listener.planned(tasks)
        took = former_seconds(self.round.journal, self.round.info, [task.id for task in tasks])
        if took is not None:
            self.listener.expected(took)
        for text in told(self.round.visits):
            self.listener.warn(text)

    def _carry_out(self, browsers: Browsers | None) -> None:
        """Do everything in one round; or look in a first one, ask, and do what was chosen in a second."""
        choose = self.options.choose
        looks = self.options.reads_only or choose is not None
        self._one_round(browsers, self.work, read_only=looks)
        if choose is None or self.round.trouble.alarm:
            return
        with self._timed(Stage.PERSON), self.listener.waiting():
            chosen = choose(self._report())
        work = _chosen(self.work, {r.setting: r for r in self.round.outcomes.results}, chosen)
        if work:
            self.listener.planned(_tasks(work))
            self._one_round(browsers, work, read_only=False)

    def _one_round(self, browsers: Browsers | None, work: Work, *, read_only: bool) -> None:
        work_through(self.round, browsers, work, self._pace, read_only=read_only)

    @contextmanager
    def _browsers(self, loopback: Loopback | None) -> Iterator[Browsers | None]:
        """Start a browser for the platforms that somebody is signed in to, or signs in to now."""
        own = self.round
        packs = [pack for pack, _ in self.work]
        if not any(own.has_session(pack) for pack in packs) and not own.can_sign_in:
            yield None
            return
        with ExitStack() as stack:
            with self._timed(Stage.LAUNCH):
                driver = stack.enter_context(
                    driven(
                        headless=self.options.headless,
                        loopback=loopback,
                        tracer=self.tracer,
                        server=self.options.server,
                    )
                )
            ready = [p for p in packs if own.has_session(p) or own.signs_in(driver, p)]
            places = [place for pack in ready for place in places_of(pack)]
            with self._timed(Stage.LAUNCH):
                browser = stack.enter_context(driver.browser(places)) if ready else None
            self._browser_version = browser.version if browser else ""
            try:
                yield Browsers(driver, browser) if browser else None
            finally:
                self._denied = driver.denied()

    def _end(self) -> None:
        """Give the settings that were not looked at a reason, and write down what is not yet."""
        if self._denied:
            places = ", ".join(self._denied)
            self.listener.warn(
                f"a page tried to reach what its selector file does not list: {places}"
            )
        if why := self._ended_by():
            self.round.outcomes.end(_tasks(self.work), why)
        self._write_down()

    def _ended_by(self) -> str | None:
        """Say what ended the run early, or kept it from doing all it was asked."""
        trouble = self.round.trouble
        if self._interrupted:
            return "you stopped the run"
        return trouble.alarm or (trouble.error.message if trouble.error else None)

    def _write_down(self) -> None:
        own = self.round
        try:
            own.outcomes.write()
            if not self._interrupted:
                own.journal.finish(
                    own.info.id,
                    self.options.now(),
                    alarm=own.trouble.alarm,
                    browser=self._browser_version,
                )
        except JournalError as error:
            own.trouble.note(error)
            self.listener.warn(f"not all of this is in the journal: {error.message}")
            return
        self._keep_head()

    def _keep_head(self) -> None:
        """Keep the journal's head in the keyring, where the keyring is what seals this profile's sessions."""
        if not self.round.sessions.uses_keyring():
            return
        try:
            problem = keep(self.round.journal, self.options.now())
        except OffswitchError as error:
            self.listener.warn(f"the journal's head was not kept: {error.message}")
            return
        if problem:
            self.listener.warn(f"the journal is not whole: {problem}; see `offswitch verify`")

    def _report(self, finished: dt.datetime | None = None) -> Report:
        own = self.round
        info = own.info.model_copy(
            update={
                "finished": finished,
                "browser": self._browser_version,
                "alarm": own.trouble.alarm,
                "error": self._ended_by(),
                "hint": own.trouble.error.hint if own.trouble.error else "",
                "interrupted": self._interrupted,
                "loads": self._pace.loads,
                "clicks": self._pace.clicks,
                "denied": self._denied,
                "by_socket": _by_socket(self.work),
            }
        )
        return Report(
            run=info,
            results=own.outcomes.results,
            new_controls=tuple(own.outcomes.new_controls),
            visits=own.visits,
            timings=own.clock.timings() if self.options.timings else None,
        )

    def _timed(self, stage: Stage) -> AbstractContextManager[None]:
        return self.round.clock.stopwatch().stage(stage)


def _tasks(work: Work) -> list[Task]:
    return [task for _, tasks in work for task in tasks]


def _by_socket(work: Work) -> tuple[str, ...]:
    """Name the settings whose page saves over a web socket."""
    asked = {task.id for task in _tasks(work)}
    infos = [info for pack, _ in work for info in pack.catalogue()]
    return tuple(info.setting for info in infos if info.by_socket and info.setting in asked)


def _chosen(work: Work, results: Mapping[str, Result], chosen: Collection[str]) -> Work:
    """Return the settings that are on and that the person chose, each with what they were shown of it."""
    found = []
    for pack, tasks in work:
        agreed = [
            replace(
                task,
                planned=results[task.id].value_before,
                confirmed=task.setting.kind is Kind.ACTION,
            )
            for task in tasks
            if task.id in chosen and results[task.id].status is Status.PENDING
        ]
        if agreed:
            found.append((pack, agreed))
    return found


def _info(options: Options) -> RunInfo:
    now = options.now()
    return RunInfo(
        id=f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}",
        mode=options.mode,
        profile=options.profile,
        started=now,
        version=__version__,
        replica=options.replica,
    )
