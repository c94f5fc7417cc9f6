"""Facebook: the data uses that its own settings control, and the way from the feed to the settings."""

from offswitch.spec import Account, Category, Kind, Platform, Screen, Setting

_SESSION_COOKIES = frozenset({"c_user", "xs"})

PUBLIC_POSTS = "Public posts may still be used to train AI, whatever this setting says."
OBJECTION = "It applies from the day it is granted, and does not cover public posts by others that show you."
NO_FORM = "Many regions have no such form. Then skip this, or use help.meta.com/support/privacy."
FILL_IN = (
    "Check the email address, which is filled in for you. A reason is optional.",
    "Press Submit, and wait until the page says that it was sent.",
    "Look for an email within a day. It may contain a code or a link to confirm with.",
    "Once is enough for all accounts in one Accounts Center. Repeat it for any others.",
)
COPY_FIRST = (
    "Keep a copy first: Accounts Center, Your information and permissions, Export your information."
)
COPY_LATER = "The copy may take 30 days to be ready, and is then available for 4 days."


def signed_in(screen: Screen) -> bool:
    """Tell whether both session cookies are there: ``c_user`` alone is set before the second factor."""
    return screen.cookies() >= _SESSION_COOKIES


def account(screen: Screen) -> Account | None:
    """Return whose account it is, from the page's own data."""
    user = screen.embedded("CurrentUserInitialData")
    if not user or not user.get("ACCOUNT_ID"):
        return None
    return Account(id=str(user["ACCOUNT_ID"]), name=str(user.get("NAME", "")))


def open_settings(screen: Screen) -> None:
    """Go to the settings: account menu → Settings & privacy → Settings."""
    screen.click("account_menu")
    screen.click("settings_and_privacy")
    screen.click("settings")


def search_settings(screen: Screen, query: str) -> None:
    """Type a query into the settings page's own search."""
    screen.type("settings_search", query)


PLATFORM = Platform(
    name="facebook",
    title="Facebook",
    home="https://www.facebook.com/",
    sign_in="https://www.facebook.com/login/",
    session="meta",
    session_cookies=_SESSION_COOKIES,
    sign_out="its settings, Password and security, “Where you're logged in”",
    search_at="https://www.facebook.com/settings",
    signed_in=signed_in,
    account=account,
    open_settings=open_settings,
    search_settings=search_settings,
    settings=(
        Setting(
            id="research_data_use",
            category=Category.RESEARCH,
            kind=Kind.SWITCH,
            title="Your data for research and development",
            effect="Facebook no longer uses your data for its research and development.",
            limits=PUBLIC_POSTS,
            help="https://www.facebook.com/privacy/center",
        ),
        Setting(
            id="off_facebook_activity",
            category=Category.OFF_PLATFORM,
            kind=Kind.SWITCH,
            title="Activity sent by other sites and apps",
            effect="Facebook no longer connects what businesses send about you to your account.",
            limits="Businesses still send it, and Facebook still receives it.",
            warning="signs you out of sites and apps where you log in with Facebook",
            help="https://www.facebook.com/help/1224342157705160",
        ),
        Setting(
            id="ai_objection",
            category=Category.AI_TRAINING,
            kind=Kind.FORM,
            title="Objection to AI training on your posts",
            effect="You object to the use of your information for AI at Meta.",
            limits=OBJECTION,
            help="https://www.facebook.com/help/contact/6359191084165019",
            steps=(
                "No form there? Privacy Center, Privacy topics, AI at Meta, Right to object.",
                "Or facebook.com/help/contact/712876720715583 (/510058597920541: what others post).",
                NO_FORM,
                *FILL_IN,
            ),
        ),
        Setting(
            id="activity_history",
            category=Category.HISTORY,
            kind=Kind.GUIDE,
            title="Your activity log",
            effect="Deleting it removes past data; it does not stop what comes later.",
            limits="Deleting cannot be undone: download a copy first. offswitch never deletes it.",
            help="https://www.facebook.com/me/allactivity",
            steps=(
                COPY_FIRST,
                COPY_LATER,
                "Choose a kind of activity in the list, and look at what has been kept.",
                "Delete what you want gone.",
                "To delete several posts at once, use Manage posts on your profile.",
            ),
        ),
        Setting(
            id="camera_roll",
            category=Category.AI_TRAINING,
            kind=Kind.GUIDE,
            title="Your phone's photos, for suggestions",
            effect="Facebook no longer looks through your photos, or uploads them, for suggestions.",
            limits="Only the phone app has it; the website and Facebook Lite do not.",
            help="https://www.facebook.com/help/iphone-app/1243459406996869/",
            steps=(
                "The phone app: Menu, Settings & privacy, Settings, Preferences.",
                "Camera roll sharing suggestions: switch off both.",
                "Both are locked while the app may not see your photos; look again if it may.",
            ),
        ),
        Setting(
            id="ai_glasses",
            category=Category.AI_TRAINING,
            kind=Kind.GUIDE,
            title="What AI glasses record",
            effect="Less of what the glasses see and hear is kept.",
            limits="In most countries, voice recordings are kept without a choice.",
            help="https://www.facebook.com/privacy/genai/",
            steps=(
                "No glasses? Skip this. The Meta AI app on the phone has it, for each pair.",
                "Glasses privacy: Store visual data from AI experiences, off.",
                "Voice recordings: off, where there is such a switch (the UK and the EU).",
                "Device settings, Glasses privacy, Voice activity log: delete what is there.",
            ),
        ),
    ),
)
