"""Layouts of the replica that no selector file knows, and how a person shows the setting in each.

The words are drawn by the fixtures' seed from wordings that no selector file has; the rows, the dialogs, and the
ways to them are what nobody could guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from offswitch.replica import Replica
from offswitch.replica.pages import words_of
from tests.e2e.scenarios import ACCOUNT

CENTER = "https://accountscenter.facebook.com"
FACEBOOK = "https://www.facebook.com"
INSTAGRAM = "https://www.instagram.com"
Step = tuple[str, str]
"""What to do, and the address, or the name of the words in the fixtures; ``"=…"`` is a text as it is."""


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """One layout, and what the person does and answers.

    Attributes:
        name: of the test.
        setting: that is shown.
        scenario: lines of the scenario, but for its fault.
        fault: of the setting.
        walk: to the setting.
        control: the words by which the person knows it in the list.
        off: the words of the option that is private; none for a switch.
        uses: of a switch, whether ON lets the site use their data.
        is_another_s: whether the control that is picked is another setting's; then nothing more is asked.
        stays: of a list, whether its name stays once another option is chosen; None if it is not asked.
        keeps: the words of the button that keeps a change; ``"a"`` if it is kept at once; none if it is not asked.
        asked: what the person does in the window to show what the site asks before it keeps a change.
        also: states of other settings that the site itself changes with it.
    """

    name: str
    setting: str
    scenario: str
    walk: Sequence[Step]
    control: str
    fault: str = "renamed"
    off: str = ""
    uses: bool = True
    is_another_s: bool = False
    stays: bool | None = None
    keeps: str = "a"
    asked: Sequence[Step] = ()
    also: Mapping[str, str] = field(default_factory=dict)

    @property
    def platform(self) -> str:
        return self.setting.partition(".")[0]

    def toml(self, account: str = ACCOUNT) -> str:
        """The scenario."""
        return (
            f"latency = 0.02\n{self.scenario}\n{account.rstrip()}\nbusiness = true\n"
            f'[settings."{self.setting}"]\nfaults = ["{self.fault}"]\n'
        )


class Words:
    """The words of a replica's page, as a person reads them."""

    def __init__(self, replica: Replica, platform: str) -> None:
        site = next(site for site in replica.world.sites if site.platform == platform)
        self._words: Mapping[str, Any] = words_of(replica.world, site)

    def said(self, name: str) -> str:
        """Return a text by its name."""
        return name[1:] if name.startswith("=") else str(self._words[name])

    def steps(self, walk: Sequence[Step]) -> Iterator[Step]:
        """Yield the steps with the page's words in them."""
        for kind, what in walk:
            yield kind, what if kind == "go" else self.said(what)


def manage(*rows: str) -> list[Step]:
    """Walk to rows below the tab of ad preferences on which data use is decided."""
    return [
        ("go", f"{CENTER}/ad_preferences"),
        ("press", "tab_manage"),
        *(("press", r) for r in rows),
    ]


LAYOUTS = (
    Unknown(
        name="moved-page-other-button",
        setting="accounts_center.partner_activity",
        scenario='generation = "2026-07"\nshape = -1\nseed = "1"',
        walk=manage("partner_row", "review"),
        control="partner_dialog",
        off="partner_off",
        keeps="confirm",
    ),
    Unknown(
        name="options-on-the-page",
        setting="accounts_center.partner_activity",
        scenario='generation = "2026-07"\nshapes = { review = "inline", partner_address = "gone" }\nseed = "2"',
        walk=manage("partner_row"),
        control="partner_off",
        off="partner_off",
        keeps="confirm",
    ),
    Unknown(
        name="pop-up-before-the-dialog",
        setting="accounts_center.partner_activity",
        scenario='generation = "2024-10"\nshapes = { partner_opens = "popup" }\nseed = "4"',
        walk=manage("partner_row", "review"),
        control="partner_dialog",
        off="partner_off",
        keeps="confirm",
    ),
    Unknown(
        name="in-german",
        setting="accounts_center.partner_activity",
        scenario='generation = "2026-07"\nlanguage = "de"\nshapes = { partner_address = "renamed" }\nseed = "3"',
        walk=manage("partner_row", "review"),
        control="partner_dialog",
        off="partner_off",
        keeps="confirm",
    ),
    Unknown(
        name="saved-by-choosing",
        setting="accounts_center.ads_outside_meta",
        scenario='generation = "2026-06"\nshapes = { other_save = "select" }\nseed = "5"',
        walk=manage("outside_row"),
        control="outside_off",
        off="outside_off",
    ),
    Unknown(
        name="a-row-for-each-account",
        setting="accounts_center.social_interactions",
        scenario='generation = "2025-01"\nseed = "7"',
        walk=manage("social_row", "=Ada Sample"),
        control="social_off",
        off="social_off",
        keeps="confirm",
    ),
    Unknown(
        name="asked-what-you-should-know",
        setting="accounts_center.off_meta_activity",
        scenario='generation = "2024-10"\nseed = "8"',
        walk=[
            ("go", f"{CENTER}/info_and_permissions"),
            ("press", "off_row"),
            ("press", "off_future"),
        ],
        control="off_off",
        off="off_off",
        keeps="w",
        asked=[("press", "off_off"), ("press", "confirm"), ("press", "off_know_yes")],
        also={"accounts_center.clear_off_meta_history": "off"},
    ),
    Unknown(
        name="the-article-s-switch",
        setting="accounts_center.data_use_for_ai",
        scenario='generation = "article"\nseed = "9"',
        walk=[("go", f"{CENTER}/info_and_permissions"), ("press", "data_row")],
        control="data_switch",
    ),
    Unknown(
        name="two-dialogs-of-2020",
        setting="facebook.off_facebook_activity",
        scenario='generation = "2020-01"\nseed = "10"',
        walk=[
            ("go", f"{FACEBOOK}/off_facebook_activity"),
            ("press", "ofa_future"),
            ("press", "ofa_dialog_button"),
        ],
        control="ofa_switch",
        keeps="w",
        asked=[("turn", "ofa_switch"), ("press", "ofa_confirm")],
    ),
    Unknown(
        name="a-choice-of-2022",
        setting="facebook.off_facebook_activity",
        scenario='generation = "2022-06"\nseed = "11"',
        walk=[("go", f"{FACEBOOK}/off_facebook_activity"), ("press", "ofa_future")],
        control="ofa_choice_off",
        off="ofa_choice_off",
        keeps="w",
        asked=[("press", "ofa_choice_off"), ("press", "confirm"), ("press", "ofa_confirm")],
    ),
    Unknown(
        name="a-switch-that-asks",
        setting="facebook.research_data_use",
        scenario='generation = "article"\nshapes = { switch_saves = "confirmed" }\nseed = "12"',
        walk=[("go", f"{FACEBOOK}/settings/privacy_and_data")],
        control="research_switch",
        keeps="w",
        asked=[("turn", "research_switch"), ("press", "sure_yes")],
    ),
    Unknown(
        name="among-other-switches",
        setting="instagram.ai_activity_sharing",
        scenario='generation = "article"\nseed = "13"',
        walk=[("go", f"{INSTAGRAM}/accounts/privacy_and_security/")],
        control="sharing_label",
    ),
    Unknown(
        name="instagram-in-german",
        setting="instagram.ai_activity_sharing",
        scenario='generation = "article"\nlanguage = "de"\nseed = "14"',
        walk=[("go", f"{INSTAGRAM}/accounts/privacy_and_security/")],
        control="sharing_label",
    ),
    Unknown(
        name="by-the-menu",
        setting="instagram.content_reuse",
        scenario='generation = "2026-07"\nfeatures = ["web_content_reuse"]\nseed = "15"',
        walk=[("go", f"{INSTAGRAM}/accounts/edit/"), ("press", "item_reuse")],
        control="reuse_label",
    ),
    Unknown(
        name="in-a-drawer",
        setting="whatsapp.customer_activity",
        scenario='generation = "2026-07"\nseed = "16"',
        walk=[("press", "nav_settings"), ("press", "settings_account")],
        control="customers_title",
        keeps="",
    ),
    Unknown(
        name="on-protects",
        setting="whatsapp.link_previews",
        scenario='generation = "2026-07"\nseed = "17"',
        walk=[("press", "nav_settings"), ("press", "settings_privacy")],
        control="previews_title",
        uses=False,
        keeps="",
    ),
)

NAMED_BY_ITS_STATE = Unknown(
    name="a-list-to-open",
    setting="accounts_center.ads_about_meta",
    scenario='generation = "2023-10"\nshapes = { other_rows = "menu" }\nseed = "6"',
    walk=manage("about_row"),
    control="about_on",
    off="about_off",
    stays=False,
    keeps="",
)
"""A list of options that nothing names but the line that tells which one is chosen."""
