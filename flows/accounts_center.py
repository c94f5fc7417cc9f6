"""Accounts Center: settings that its accounts share. One change covers every account in it."""

from offswitch.spec import Category, Kind, Platform, Screen, Setting

from . import facebook


def accounts(screen: Screen) -> tuple[str, ...]:
    """Return every account in this center, from its own list of profiles."""
    return screen.listed("profile") if screen.sees("profiles", wait=4) else ()


def choose_own_account(screen: Screen) -> None:
    """Choose this account if the dialog asks whose history to clear, as it does for several accounts."""
    if screen.sees("own_account_in_dialog", wait=2):
        screen.click("own_account_in_dialog")


PLATFORM = Platform(
    name="accounts_center",
    title="Accounts Center",
    home=facebook.PLATFORM.home,
    sign_in=facebook.PLATFORM.sign_in,
    session=facebook.PLATFORM.session,
    session_cookies=facebook.PLATFORM.session_cookies,
    signed_in=facebook.signed_in,
    account=facebook.account,
    accounts_at="https://accountscenter.facebook.com/profiles/",
    accounts=accounts,
    open_settings=facebook.open_settings,
    search_at=facebook.PLATFORM.search_at,
    search_settings=facebook.search_settings,
    settings=(
        Setting(
            id="data_use_for_ai",
            category=Category.AI_TRAINING,
            kind=Kind.SWITCH,
            title="Data use for AI",
            effect="Your activity is no longer used to train AI, for every account in this center.",
            limits=facebook.PUBLIC_POSTS,
            help="https://www.facebook.com/privacy/genai/",
            shared=True,
        ),
        Setting(
            id="partner_activity",
            category=Category.AD_PARTNERS,
            kind=Kind.CHOICE,
            title="Activity shared by ad partners",
            effect="Meta no longer uses what partners report about you to choose your ads or, from"
            " 2026-07, your feed and AI answers.",
            limits="Partners still send it, and you see as many ads as before.",
            help="https://www.facebook.com/help/1455040619735222/",
            shared=True,
        ),
        Setting(
            id="off_meta_activity",
            category=Category.OFF_PLATFORM,
            kind=Kind.CHOICE,
            title="Your activity off Meta technologies",
            effect="What businesses send about you is no longer connected to your accounts.",
            limits="Businesses still send it, and Meta still receives it.",
            warning="breaks Log in with Facebook on other sites and some Instagram tools; it also"
            " clears previous activity",
            help="https://www.facebook.com/help/287199741901674",
            shared=True,
        ),
        Setting(
            id="clear_off_meta_history",
            category=Category.HISTORY,
            kind=Kind.ACTION,
            title="Clear previous activity off Meta technologies",
            effect="What businesses have sent so far is disconnected from this account.",
            limits="It works for one account at a time and may take up to two days.",
            warning="cannot be undone",
            help="https://www.facebook.com/help/287199741901674",
            steps=(
                "If the page says that this setting is gone, skip this.",
                "First switch off future activity with `offswitch run`; that may clear this, too.",
                "`offswitch run --only accounts_center.clear_off_meta_history` does the rest for you.",
                "Press Clear previous activity, then Clear. You may be asked for your password.",
                "Do the same for each account of your Accounts Center.",
            ),
            before_confirm=choose_own_account,
        ),
        Setting(
            id="ads_outside_meta",
            category=Category.AD_PARTNERS,
            kind=Kind.CHOICE,
            title="Meta's ads in other apps and sites",
            effect="Meta no longer uses your profile to show you ads outside its own apps.",
            limits="You see as many ads there as before.",
            help="https://www.facebook.com/help/568137493302217",
            shared=True,
        ),
        Setting(
            id="ads_about_meta",
            category=Category.PERSONALISED_ADS,
            kind=Kind.CHOICE,
            title="Ads about Meta, chosen by your activity",
            effect="Meta no longer uses your activity to choose which of its own ads you see.",
            limits="You still see ads about Meta.",
            shared=True,
        ),
        Setting(
            id="social_interactions",
            category=Category.PERSONALISED_ADS,
            kind=Kind.CHOICE,
            title="Your social interactions in ads for others",
            effect="Your likes and follows are no longer shown beside ads that other people see.",
            limits="People still see them where you made them.",
        ),
    ),
)
