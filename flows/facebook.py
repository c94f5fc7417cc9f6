"""Facebook: the data uses that its own settings govern, and the way from the feed to the settings."""

from offswitch.spec import Account, Category, Kind, Platform, Screen, Setting

_SESSION_COOKIES = frozenset({"c_user", "xs"})


def signed_in(screen: Screen) -> bool:
    """Both session cookies are there: ``c_user`` alone is set before the second factor is given."""
    return screen.cookies() >= _SESSION_COOKIES


def account(screen: Screen) -> Account | None:
    """Whose account it is, from the page's own data."""
    user = screen.embedded("CurrentUserInitialData")
    if not user or not user.get("ACCOUNT_ID"):
        return None
    return Account(id=str(user["ACCOUNT_ID"]), name=str(user.get("NAME", "")))


def open_settings(screen: Screen) -> None:
    """Account menu → Settings & privacy → Settings."""
    screen.click("account_menu")
    screen.click("settings_and_privacy")
    screen.click("settings")


PLATFORM = Platform(
    name="facebook",
    title="Facebook",
    home="https://www.facebook.com/",
    sign_in="https://www.facebook.com/login/",
    session="meta",
    signed_in=signed_in,
    account=account,
    open_settings=open_settings,
    settings=(
        Setting(
            id="off_facebook_activity",
            category=Category.OFF_PLATFORM,
            kind=Kind.SWITCH,
            title="Activity sent by other sites and apps",
            effect="Facebook no longer connects what businesses send about you with your account.",
            limits="Businesses still send it, and Facebook still receives it.",
            warning="Signs you out of sites and apps where you log in with Facebook.",
            help="https://www.facebook.com/help/1224342157705160",
        ),
    ),
)
