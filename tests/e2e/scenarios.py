"""Replicas of every layout, and what the server's truth implies for each setting."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from offswitch.model.words import Kind
from offswitch.replica import Replica


def account(password: str = "not-a-real-one") -> str:
    """Return the table of the one account that most tests have, to end a scenario with."""
    return f"""
[[accounts]]
id = "{ADA}"
name = "Ada Sample"
email = "ada@example.org"
password = "{password}"
"""


ADA = "100000000000001"
ACCOUNT = account()
SECOND = """
[[accounts]]
id = "100000000000002"
name = "Ben Sample"
email = "ben@example.org"
password = "not-a-real-one"
"""
_MOVED = "facebook.off_facebook_activity"
_OFF_META = "accounts_center.off_meta_activity"
_REUSE = "instagram.content_reuse"


@dataclass(frozen=True)
class Layout:
    """One layout of the sites in one region, and why what is absent there is absent.

    Attributes:
        absent: the reason, where it is another one than ``not_offered``.
    """

    generation: str
    region: str = "US"
    absent: dict[str, str] = field(default_factory=dict)

    def scenario(self, more: str = "", accounts: str = ACCOUNT) -> str:
        """The scenario as TOML; what is added stands before the tables."""
        return (
            f'generation = "{self.generation}"\nregion = "{self.region}"\nlatency = 0.03\n'
            f"{more}\n{accounts}"
        )


LAYOUTS = {
    "us-2026-07": Layout(
        "2026-07", "US", {_MOVED: "retired", _OFF_META: "retired", _REUSE: "app_only"}
    ),
    "eu-2026-06": Layout("2026-06", "EU", {_MOVED: "retired"}),
    "article": Layout("article"),
    "2023": Layout("2023-10", "US", {_MOVED: "retired"}),
    "2022": Layout("2022-06"),
    "2020": Layout("2020-01"),
}


def implied(layout: Layout, setting: str, kind: Kind, truth: str) -> tuple[str, str | None]:
    """Return the one status and reason that a run must have for a setting.

    Args:
        layout: where it was looked for.
        setting: its full id.
        kind: what the flow says that it is; a guide is one whatever the server knows of it.
        truth: what the server knew of it before.
    """
    match kind, truth:
        case Kind.GUIDE, _:
            return "skipped", "guide"
        case Kind.ACTION, _:
            return "skipped", "one_way"
        case _, "on":
            return "changed", None
        case _, "off":
            return "ok", None
        case _, "form":
            return "skipped", "form_only"
        case _:
            return "skipped", layout.absent.get(setting, "not_offered")


def states(replica: Replica, account: str = ADA) -> dict[str, str]:
    return dict(replica.truth()["accounts"][account])


def writes(replica: Replica) -> list[tuple[str, str, str]]:
    return [(w["setting"], w["from"], w["to"]) for w in replica.truth()["ledger"]]


def asked_for(replica: Replica, path: str) -> bool:
    """Tell whether a page whose path begins so was asked for."""
    return any(r["path"].startswith(path) for r in replica.truth()["requests"])


def outcomes(results: dict[str, dict[str, Any]]) -> dict[str, tuple[str, str | None]]:
    return {name: (result["status"], result["reason"]) for name, result in results.items()}
