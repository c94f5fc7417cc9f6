"""The failures of the contract tests: each met, captured, and met again on a replica of what was captured."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from offswitch.local.folders import folders
from offswitch.look.bundling import Captured
from offswitch.model.page_bundle import PageBundle
from offswitch.model.scope import Scope
from offswitch.packs import Library
from offswitch.replica import Replica, load_scenario, serve
from offswitch.run.execute import execute
from offswitch.run.options import Options
from offswitch.run.rehearsal import sign_in, temporary_home
from offswitch.sessions.store import Sessions
from offswitch.teach.capture import take_page
from offswitch.teach.changes import FailedChanges
from offswitch.teach.trial import try_on
from offswitch.teach.visit import subject_named
from offswitch.terminal.progress import Quietly
from tests import browsers
from tests.e2e.scenarios import ACCOUNT, writes

T = TypeVar("T")

PARTNERS = "accounts_center.partner_activity"
OUTSIDE = "accounts_center.ads_outside_meta"
FOR_AI = "accounts_center.data_use_for_ai"
OFF_META = "accounts_center.off_meta_activity"
OFF_FACEBOOK = "facebook.off_facebook_activity"
REUSE = "instagram.content_reuse"
PREVIEWS = "whatsapp.link_previews"
CALLS = "whatsapp.call_ip"
CUSTOMERS = "whatsapp.customer_activity"
NO_LINKS = "deep_links = false\nsettings_search = false\n"
WEB_REUSE = 'features = ["web_content_reuse"]\n'


@dataclass(frozen=True)
class Failure:
    """One thing that is wrong with one setting.

    Attributes:
        command: what meets it: a check, or a run that presses something.
        more: of the scenario, before its tables.
        held: requests that are not answered.
    """

    setting: str
    fault: str = ""
    generation: str = "2026-07"
    command: str = "check"
    more: str = ""
    held: str = ""

    @property
    def id(self) -> str:
        more = "-".join(word for word in self.more.replace('"', "").split() if word.isidentifier())
        held = "held" if self.held else ""
        parts = (self.command, self.setting, self.generation, self.fault, held, more)
        return "-".join(filter(None, parts))

    def scenario(self) -> str:
        faults = f'["{self.fault}"]' if self.fault else "[]"
        return (
            f'generation = "{self.generation}"\nlatency = 0.02\n{self.more}\n'
            f"{ACCOUNT.rstrip()}\nbusiness = true\n"
            f'[settings."{self.setting}"]\nstate = "on"\nfaults = {faults}\n'
        )


SEEN = [
    "absent",
    "badge",
    "duplicate",
    "full_stop",
    "hidden_twin",
    "late_hydration",
    "late_row",
    "locked",
    "mixed_signals",
    "renamed",
    "reworded_option",
    "slow",
    "unexpected_dialog",
    "unset",
]
"""Faults that a look at the page meets."""
PRESSED = ["flips_back", "local_only", "optimistic_only", "save_error", "server_error"]
"""Faults that only a change meets."""
_EACH = (
    Failure(PARTNERS),
    Failure(OFF_FACEBOOK, generation="2020-01"),
    Failure(REUSE, more=WEB_REUSE),
    Failure(PREVIEWS),
    Failure(CALLS),
)


def every_failure() -> Iterator[Failure]:
    """Yield each failure of the contract tests, for a setting of each platform."""
    for one in _EACH:
        for fault in SEEN:
            yield Failure(one.setting, fault, one.generation, more=one.more)
        for fault in PRESSED:
            yield Failure(one.setting, fault, one.generation, "run", one.more)
    for shape in ("confirmed", "box"):  # a question that no file knows
        asks = f'shapes = {{ switch_saves = "{shape}" }}\n'
        yield Failure(FOR_AI, generation="article", command="run", more=asks)
    yield Failure(PARTNERS, command="run", held="*Mutation")
    yield Failure(PARTNERS, more='language = "de"\n')
    yield Failure(OFF_META)  # retired
    yield Failure(OFF_FACEBOOK)  # retired
    yield Failure(REUSE)  # in the app alone
    yield Failure(OUTSIDE, "reworded_option")
    yield Failure(FOR_AI, "reworded_option", "article")
    yield Failure(OFF_FACEBOOK, "reworded_option", "2022-06")
    for fault in ("badge", "full_stop"):
        yield Failure(OUTSIDE, fault, more=NO_LINKS)
        yield Failure(FOR_AI, fault, "article", more=NO_LINKS)
        yield Failure(OFF_FACEBOOK, fault, "2020-01", more=NO_LINKS)
    for row in ("switch", "leads_on", "question"):
        yield Failure(CUSTOMERS, "renamed", more=f'shapes = {{ customer_row = "{row}" }}\n')


def aside(work: Callable[[], T]) -> T:
    """Do something with a browser in a thread of its own, where no event loop is running."""
    with browsers.named_headless(), ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def met(failure: Failure) -> Captured | None:
    """Meet a failure, and capture it; None where nothing of it can be captured."""
    with _replica_of(failure) as replica:
        if failure.command == "run":
            with replica.hold(failure.held or "nothing", unread=True):
                return _after_a_run(failure, replica)
        sessions = Sessions(folders(), Scope("default", at_replica=True))
        taken = take_page(
            subject_named([failure.setting], (), sessions),
            profile="default",
            headless=True,
            replica=replica.url,
            passphrase=None,
            ask=lambda _: None,
        )
        assert writes(replica) == []
        return taken.bundle()


def _after_a_run(failure: Failure, replica: Replica) -> Captured | None:
    recorder = FailedChanges()
    options = Options(
        platforms=(failure.setting.partition(".")[0],),
        only=(failure.setting,),
        headless=True,
        replica=replica.url,
        pause=(0, 0.1),
        recorder=recorder,
    )
    with Quietly(replica.url) as listener:
        execute(options, listener)
    taken = recorder.taken.get(failure.setting)
    return taken.bundle() if taken else None


@contextmanager
def _replica_of(failure: Failure) -> Iterator[Replica]:
    """Serve a failure's scenario, with everybody signed in, in a temporary home."""
    with temporary_home("offswitch-test-") as home:
        file = Path(home, "scenario.toml")
        file.write_text(failure.scenario(), encoding="utf-8")
        scenario = load_scenario(file)
        library = Library()
        with serve(scenario) as replica:
            packs = [library.pack(name) for name in library.platforms()]
            sign_in(replica, scenario.accounts[0].id, packs, home)
            yield replica


def met_again(bundle: PageBundle) -> dict[str, str]:
    """Return what the command that a bundle is of says of each setting on its pages."""
    changes = bundle.command == "run"
    found = try_on(bundle, None, Quietly(), headless=True, switches=changes)
    return {each.setting: each.outcomes[:2][-1] for each in found}
