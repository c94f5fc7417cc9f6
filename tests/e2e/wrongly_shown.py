"""What a person shows or answers wrongly, and what they are told."""

from __future__ import annotations

from dataclasses import replace

from tests.e2e.unknown_layouts import LAYOUTS, Unknown, manage

_BY_NAME = {each.name: each for each in LAYOUTS}
_GRANTING = Unknown(
    name="the-option-that-allows",
    setting="accounts_center.partner_activity",
    scenario='generation = "2026-07"\nseed = "1"',
    fault="reworded_option",
    walk=manage("partner_row", "review"),
    control="partner_off",
    off="partner_on",
    keeps="",
)
WRONGLY_SHOWN = {
    "ON is said to use data, and its label protects": (
        replace(_BY_NAME["on-protects"], uses=True),
        "reads as if ON protects you",
    ),
    "ON is said to protect, and its label does not say so": (
        replace(_BY_NAME["among-other-switches"], uses=False, keeps=""),
        "says that ON keeps your data",
    ),
    "the option that allows is said to be the private one": (
        _GRANTING,
        "its words contradict your answer",
    ),
    "the control is another setting's": (
        Unknown(
            name="another-control",
            setting="instagram.content_reuse",
            scenario='generation = "article"\nseed = "1"',
            walk=_BY_NAME["among-other-switches"].walk,
            control="sharing_label",
            is_another_s=True,
        ),
        "is the control of instagram.ai_activity_sharing",
    ),
}
GRANTED_ON_THE_WAY = replace(
    _GRANTING,
    fault="unexpected_dialog",
    walk=[*_GRANTING.walk, ("press", "surprise_accept")],
)
"""A dialog covers the control, and the person presses what grants something."""
