"""Labels are compared as people read them, and words that reveal a polarity."""

import pytest

from offswitch.model.danger import is_destructive
from offswitch.model.text import fold, one_line, pattern, phrase, polarity, without_count

SAME = [
    ("Settings", "\uf013 Set\u00adtings\u200b"),
    ("Share usage", "\u2068Share\u2069\u202fus\u200bage"),
    ("Settings", "\u200e Settings \u200f"),
    ("Don't allow", "Don\u2019t allow"),
    ("Don't allow", "DON\u02bcT  ALLOW"),
    ('The "new" feed', "The \u201cnew\u201d feed"),
    ("Manage info", "  manage\u00a0info\n"),
    ("Settings & privacy", "settings\t&  Privacy"),
    ("Ads (beta) [1+1]", "ads (BETA) [1+1]"),
    ("Kullan\u0131m istatistikleri", "KULLANIM \u0130STAT\u0130ST\u0130KLER\u0130"),
    ("I\u015f\u0131k", "I\u015eIK"),
    ("Größe der Straße", "GRÖSSE DER STRASSE"),
    ("\u039a\u03c9\u03b4\u03b9\u03ba\u03cc\u03c2", "\u039a\u03a9\u0394\u0399\u039a\u038c\u03a3"),
]
DIFFERENT = [
    ("\uf013", ""),
    ("Allow", "Don't allow"),
    ("Allow", "Allowed"),
    ("Activity", "Your activity"),
    ("Manage info", "Manageinfo"),
    ("a.b", "axb"),
]


@pytest.mark.parametrize(("label", "shown"), SAME)
def test_the_same_words_are_the_same_label(label: str, shown: str) -> None:
    assert fold(label) == fold(shown)
    assert pattern(label).search(shown)
    assert pattern(shown).search(label)


@pytest.mark.parametrize(("label", "shown"), DIFFERENT)
def test_a_part_of_a_label_is_another_label(label: str, shown: str) -> None:
    assert fold(label) != fold(shown)
    assert not pattern(label).search(shown)


@pytest.mark.parametrize(
    ("label", "bare"),
    [
        ("Folders (1)", "Folders"),
        ("Folders (1,204)", "Folders"),
        ("Inbox(99+) ", "Inbox"),
        ("Version (2024-05)", "Version (2024-05)"),
        ("Research (beta)", "Research (beta)"),
        ("(3) folders", "(3) folders"),
        ("(3)", "(3)"),
    ],
)
def test_a_label_may_end_with_how_many_there_are(label: str, bare: str) -> None:
    assert without_count(label) == bare


def test_a_phrase_is_found_anywhere_in_a_line() -> None:
    words = phrase("isn't available")
    assert words.search("Sorry: this page isn\u2019t  AVAILABLE any more.")
    assert not words.search("this page is available")


@pytest.mark.parametrize(
    "label",
    [
        "No", "No, don't make my ads more relevant", "Not now", "Never", "Don\u2019t allow Meta to use it",
        "Do not share", "Turn Off", "Disable research", "Disconnect", "Opt out of research",
        "Opted out", "Block", "Prevent sharing", "Hide", "Deny", "Refuse", "Decline all", "Only me",
        "Nobody", "OFF", "Stop using it",
    ],
)  # fmt: skip
def test_what_refuses_is_negative(label: str) -> None:
    assert polarity(label) == "negative"


@pytest.mark.parametrize(
    "label",
    [
        "Yes", "Yes, make my ads more relevant", "Allow", "Allowed", "Enable", "Turn on", "Connect",
        "Opt in", "Opted in", "Share my data", "Use my data", "Show me ads", "Let us", "Make it personal",
        "Keep it on", "Agree", "Accept all", "Everyone", "ON",
    ],
)  # fmt: skip
def test_what_allows_is_positive(label: str) -> None:
    assert polarity(label) == "positive"


@pytest.mark.parametrize(
    "label",
    [
        "",
        "Future Off-Facebook Activity",
        "Off-Facebook Activity",
        "Notifications",
        "Nothing",
        "Online status",
        "User research",
        "Activity from other businesses",
        "Blocking list",
        "Confirm",
    ],
)
def test_what_says_nothing_is_not_guessed(label: str) -> None:
    assert polarity(label) == ""


@pytest.mark.parametrize(
    "label",
    [
        "Delete account",
        "DEACTIVATE",
        "Leave group",
        "Sign  out",
        "Log out",
        "Remove access",
        "Unlink accounts",
        "Clear history",
        "Erase all",
        "Reset advertising ID",
    ],
)
def test_destructive_words_are_known(label: str) -> None:
    assert is_destructive(label)


@pytest.mark.parametrize(
    "label",
    [
        "Deactivation and deletion",
        "Deleting your account",
        "Account will be deleted",
        "Signing out of all devices",
        "Log off",
        "Removing this app",
        "Removal of access",
    ],
)
def test_destructive_words_are_known_in_every_form(label: str) -> None:
    assert is_destructive(label)


@pytest.mark.parametrize(
    "label", ["Confirm", "Undeleted", "Removers' guild", "Turn Off", "Cleartype fonts", "Login"]
)
def test_words_that_only_look_destructive_are_not(label: str) -> None:
    assert not is_destructive(label)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("\x1b[2JAll is off", "[2JAll is off"),
        ("a\x1b]52;c;aGk=\x07b", "a]52;c;aGk=b"),
        ("a\x9b31mb", "a31mb"),
        ("on\u202effo", "onffo"),
        ("first\r\n✓ second", "first ✓ second"),
        ("a\u2028b\x7f\u200b", "ab"),
        ("half \ud83d a face", "half a face"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
        ("👩\u200d💻 works", "👩\u200d💻 works"),
    ],
)
def test_what_a_page_says_is_one_line_that_steers_nothing(said: str, shown: str) -> None:
    assert one_line(said) == shown
