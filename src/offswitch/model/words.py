"""The closed vocabularies. Every word here is printed, stored and promised to scripts."""

from enum import StrEnum


class State(StrEnum):
    """State of a data use, whatever the polarity of the control that governs it."""

    ON = "on"
    OFF = "off"
    UNKNOWN = "unknown"


class Category(StrEnum):
    """What kind of data use a setting governs."""

    RESEARCH = "research"
    AI_TRAINING = "ai_training"
    OFF_PLATFORM = "off_platform"
    AD_PARTNERS = "ad_partners"
    PERSONALISED_ADS = "personalised_ads"
    HISTORY = "history"


class Kind(StrEnum):
    """What a person operates."""

    SWITCH = "switch"
    CHOICE = "choice"
    ACTION = "action"
    FORM = "form"
    GUIDE = "guide"


class Attestation(StrEnum):
    """What a person says of a thing that only they can do."""

    DONE = "done"
    SKIPPED = "skipped"


class Status(StrEnum):
    """How a setting came out of a run."""

    OK = "ok"
    CHANGED = "changed"
    PENDING = "pending"
    SKIPPED = "skipped"
    FAILED = "failed"
    UNREACHABLE = "unreachable"


class Reason(StrEnum):
    """Why a setting has its status; none for ``ok`` and ``changed``."""

    DRIFT = "drift"

    NOT_OFFERED = "not_offered"
    RETIRED = "retired"
    LOCKED = "locked"
    FORM_ONLY = "form_only"
    APP_ONLY = "app_only"
    ONE_WAY = "one_way"
    EXCLUDED = "excluded"
    GUIDE = "guide"

    NOT_FOUND = "not_found"
    AMBIGUOUS = "ambiguous"
    UNREADABLE = "unreadable"
    UNEXPECTED_DIALOG = "unexpected_dialog"
    NOT_VERIFIED = "not_verified"
    LANGUAGE = "language"
    SAVE_ERROR = "save_error"
    STOPPED = "stopped"

    SIGN_IN = "sign_in"
    CHECKPOINT = "checkpoint"
    TWO_FACTOR = "two_factor"
    CONSENT = "consent"
    PASSWORD = "password"  # noqa: S105 - a word of the contract, not a secret
    RATE_LIMITED = "rate_limited"
    OFFLINE = "offline"
    WRONG_ACCOUNT = "wrong_account"


REASONS: dict[Status, frozenset[Reason]] = {
    Status.OK: frozenset(),
    Status.CHANGED: frozenset(),
    Status.PENDING: frozenset({Reason.DRIFT}),
    Status.SKIPPED: frozenset(
        {
            Reason.NOT_OFFERED,
            Reason.RETIRED,
            Reason.LOCKED,
            Reason.FORM_ONLY,
            Reason.APP_ONLY,
            Reason.ONE_WAY,
            Reason.EXCLUDED,
            Reason.GUIDE,
        }
    ),
    Status.FAILED: frozenset(
        {
            Reason.NOT_FOUND,
            Reason.AMBIGUOUS,
            Reason.UNREADABLE,
            Reason.UNEXPECTED_DIALOG,
            Reason.NOT_VERIFIED,
            Reason.LANGUAGE,
            Reason.SAVE_ERROR,
            Reason.STOPPED,
        }
    ),
    Status.UNREACHABLE: frozenset(
        {
            Reason.SIGN_IN,
            Reason.CHECKPOINT,
            Reason.TWO_FACTOR,
            Reason.CONSENT,
            Reason.PASSWORD,
            Reason.RATE_LIMITED,
            Reason.OFFLINE,
            Reason.WRONG_ACCOUNT,
        }
    ),
}
"""Which reasons go with which status."""
OFFERED = frozenset({Reason.FORM_ONLY, Reason.LOCKED})
"""Reasons that say that the setting was found there, though not switched."""
ABSENT = frozenset({Reason.NOT_OFFERED, Reason.RETIRED, Reason.APP_ONLY})
"""Reasons that say that it is not there; each needs positive evidence."""
BY_HAND = frozenset({Reason.FORM_ONLY, Reason.GUIDE, Reason.ONE_WAY})
"""What is left to the person, and what `offswitch guide` leads them through."""
DEMANDED = frozenset(
    {
        Reason.SIGN_IN,
        Reason.CHECKPOINT,
        Reason.TWO_FACTOR,
        Reason.CONSENT,
        Reason.PASSWORD,
        Reason.WRONG_ACCOUNT,
    }
)
"""What the site wants from the person before anything can be read there."""

SHOWABLE = frozenset(
    {
        Reason.NOT_FOUND,
        Reason.AMBIGUOUS,
        Reason.UNREADABLE,
        Reason.UNEXPECTED_DIALOG,
        Reason.LANGUAGE,
    }
)
"""Reasons for which a person can show where the setting is: `offswitch teach`."""


class ProofKind(StrEnum):
    """Where a reading that supports a state was taken."""

    SAME_PAGE = "same_page"
    FRESH_LOAD = "fresh_load"
    FRESH_CONTEXT = "fresh_context"


def is_offered(status: Status, reason: Reason | None) -> bool | None:
    """Tell whether a result found its setting there; None where it could not tell."""
    if status in {Status.OK, Status.CHANGED, Status.PENDING} or reason in OFFERED:
        return True
    return False if reason in ABSENT else None
