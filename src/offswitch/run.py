"""One run over one profile: packs → browser → engine → journal → Report."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from offswitch import __version__
from offswitch.browser import Driver, Launched, Loopback, driven, has_screen
from offswitch.engine import Task, blank, reconcile
from offswitch.errors import BrowserError, Unreachable, VaultError
from offswitch.folders import folders
from offswitch.guard import Pace
from offswitch.handover import PERSON_SECONDS
from offswitch.interrupt import interruptible
from offswitch.journal import JOURNAL, Journal, open_journal
from offswitch.model.results import Mode, NewControl, Report, Result, RunInfo
from offswitch.model.words import Reason, Status
from offswitch.packs import Pack
from offswitch.plan import Options, load_library, loopback_of, tasks_of
from offswitch.rooms import held, scratch_folder
from offswitch.sessions import Sessions
from offswitch.signin import sign_in_with
from offswitch.trace import Tracer
from offswitch.window import Window, hosts_of

_READ_ONLY: frozenset[Mode] = frozenset({"dry_run", "check"})


class Listener(Protocol):
    """Hears how a run goes on."""

    def planned(self, tasks: Sequence[Task]) -> None:
        """Hear what will be looked at."""

    def started(self, task: Task) -> None:
        """Hear which setting is next."""

    def step(self, text: str) -> None:
        """Hear what is being done."""

    def asked(self, text: str) -> None:
        """Hear what the person has to do in the window before the run can go on."""

    def finished(self, result: Result) -> None:
        """Hear how a setting came out."""

    def warn(self, text: str) -> None:
        """Hear of something that did not go well, and that changes no result."""

    def wants_to_sign_in(self, title: str) -> bool:
        """Hear that nobody is signed in to a platform; tell whether the person does so now."""


@dataclass
class _Run:
    """A run under way."""

    options: Options
    listener: Listener
    journal: Journal
    sessions: Sessions
    info: RunInfo
    checkpoint: Callable[[], None]
    pace: Pace
    results: list[Result] = field(default_factory=list)
    new_controls: list[NewControl] = field(default_factory=list)
    alarm: str | None = None
    tracer: Tracer | None = None
    driver: Driver | None = None
    offered: set[str] = field(default_factory=set)

    @property
    def can_sign_in(self) -> bool:
        """Whether a person is there, with a screen for the platform's own sign-in page."""
        return self.is_attended and has_screen()

    @property
    def is_attended(self) -> bool:
        """Whether a person is there to work in the window, and nothing records what is typed."""
        options = self.options
        return options.attended and not options.headless and options.trace is None

    def note(self, result: Result) -> None:
        """Write a result down, then tell it."""
        self.journal.record(self.info.id, result)
        self.results.append(result)
        self.listener.finished(result)


def execute(options: Options, listener: Listener) -> Report:
    """Carry out one run.

    Args:
        options: what to do.
        listener: hears how it goes on.

    Returns:
        The report; ``run.interrupted`` when it was stopped with Ctrl-C.

    Raises:
        OffswitchError: nothing could be begun: a bad option, no browser, no screen, no keyring, a
            profile in use.
    """
    library = load_library(options.selectors)
    packs = [library.pack(name) for name in options.platforms or library.platforms()]
    tasks = tasks_of(packs, options)
    here = folders()
    loopback = loopback_of(options.replica)
    with ExitStack() as stack:
        stack.enter_context(held(here, options.profile))
        journal = stack.enter_context(open_journal(here.data / JOURNAL, options.now))
        sessions = Sessions(
            here, options.profile, replica=bool(options.replica), ask=options.passphrase
        )
        checkpoint = stack.enter_context(interruptible())
        pace = Pace(pause=options.pause)
        run = _Run(options, listener, journal, sessions, _info(options), checkpoint, pace)
        run.tracer = Tracer(options.trace) if options.trace else None
        listener.planned([task for chosen in tasks.values() for task in chosen])
        journal.begin(run.info)
        interrupted = False
        try:
            _work(run, packs, tasks, loopback)
        except KeyboardInterrupt:
            interrupted = True
        finished = options.now()
        if not interrupted:
            journal.finish(run.info.id, finished, alarm=run.alarm)
        info = run.info.model_copy(
            update={
                "finished": finished,
                "alarm": run.alarm,
                "interrupted": interrupted,
                "loads": pace.loads,
                "clicks": pace.clicks,
            }
        )
        return Report(run=info, results=tuple(run.results), new_controls=tuple(run.new_controls))


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


def _work(
    run: _Run, packs: Sequence[Pack], tasks: dict[str, list[Task]], loopback: Loopback | None
) -> None:
    wanted = [pack for pack in packs if tasks[pack.platform.name]]
    if not any(_has_session(run, pack) for pack in wanted) and not run.can_sign_in:
        for pack in wanted:
            _give_up(run, tasks[pack.platform.name], Reason.SIGN_IN, _not_signed_in(pack))
        return
    with ExitStack() as stack:
        run.driver = stack.enter_context(
            driven(headless=run.options.headless, loopback=loopback, tracer=run.tracer)
        )
        ready = [pack for pack in wanted if _has_session(run, pack) or _signs_in(run, pack)]
        browser = None
        if ready:
            hosts = [host for pack in ready for host in hosts_of(pack)]
            browser = stack.enter_context(run.driver.browser(hosts))
        lost: dict[str, Result] = {}
        for pack in wanted:
            platform = pack.platform
            chosen = tasks[platform.name]
            if browser is None or pack not in ready:
                _give_up(run, chosen, Reason.SIGN_IN, _not_signed_in(pack))
                continue
            if platform.session in lost:
                before = lost[platform.session]
                assert before.reason is not None
                _give_up(run, chosen, before.reason, before.hint)
                continue
            failed = _work_on(run, browser, pack, chosen)
            if failed is not None and platform.session:
                lost[platform.session] = failed
            if run.alarm:
                return


def _not_signed_in(pack: Pack) -> str:
    return f"not signed in; run `offswitch login {pack.platform.name}`"


def _work_on(run: _Run, browser: Launched, pack: Pack, chosen: Sequence[Task]) -> Result | None:
    """Do one platform's settings; a browser that dies on the way loses no result."""
    before = len(run.results)
    try:
        with _window(run, browser, pack) as window:
            failed = _reconcile_all(run, window, chosen)
            run.new_controls += window.take_stock(run.results[before:])
            if failed is None:
                _keep_session(run, window, run.results[before:])
            return failed
    except BrowserError as error:
        noted = {result.setting for result in run.results}
        rest = [task for task in chosen if task.id not in noted]
        _give_up(run, rest, Reason.OFFLINE, f"{error.message}; {error.hint}")
        return None


def _keep_session(run: _Run, window: Window, results: Sequence[Result]) -> None:
    """Seal the session again; where that fails the former one is kept, and the report is not lost."""
    try:
        window.keep_session(results)
    except VaultError as error:
        run.listener.warn(f"the session was not sealed again: {error.message}")


def _has_session(run: _Run, pack: Pack) -> bool:
    return not pack.platform.needs_session or run.sessions.has(pack.platform.session)


def _signs_in(run: _Run, pack: Pack) -> bool:
    """Offer to sign in, once for each session; tell whether the person did."""
    session = pack.platform.session
    if not run.can_sign_in or session in run.offered:
        return False
    run.offered.add(session)
    if not run.listener.wants_to_sign_in(pack.platform.title):
        return False
    assert run.driver is not None
    scratch = scratch_folder(folders(), run.options.profile)
    try:
        sign_in_with(
            run.driver, pack, run.sessions, scratch, run.checkpoint, seconds=PERSON_SECONDS
        )
    except (BrowserError, Unreachable) as error:
        run.listener.warn(error.message)
        return False
    return True


@contextmanager
def _window(run: _Run, browser: Launched, pack: Pack) -> Iterator[Window]:
    assert run.driver is not None
    window = Window(
        driver=run.driver,
        browser=browser,
        scratch=scratch_folder(folders(), run.options.profile),
        pack=pack,
        sessions=run.sessions,
        journal=run.journal,
        run=run.info,
        pace=run.pace,
        show=not run.options.headless,
        read_only=run.options.mode in _READ_ONLY,
        checkpoint=run.checkpoint,
        tell=run.listener.step,
        ask=run.listener.asked,
        attended=run.is_attended,
    )
    with window:
        yield window


def _reconcile_all(run: _Run, window: Window, tasks: Sequence[Task]) -> Result | None:
    """Reconcile a platform's settings; stop at the first that finds the account unreachable."""
    for index, task in enumerate(tasks):
        run.checkpoint()
        if task.id in run.options.exclude:
            run.note(blank(task, Reason.EXCLUDED, "you excluded it"))
            continue
        run.listener.started(task)
        outcome = reconcile(task, window)
        if outcome.result.reason is Reason.SIGN_IN and _signs_in(run, window.pack):
            window.reopen()
            outcome = reconcile(task, window)
        run.note(outcome.result)
        if outcome.alarm:
            run.alarm = outcome.alarm
            return None
        if outcome.result.status is Status.UNREACHABLE:
            assert outcome.result.reason is not None
            _give_up(run, tasks[index + 1 :], outcome.result.reason, outcome.result.hint)
            return outcome.result
    return None


def _give_up(run: _Run, tasks: Sequence[Task], reason: Reason, hint: str) -> None:
    for task in tasks:
        if task.id in run.options.exclude:
            run.note(blank(task, Reason.EXCLUDED, "you excluded it"))
        else:
            run.note(blank(task, reason, hint))
