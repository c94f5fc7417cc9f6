"""Accounts Center: what its accounts share. One change covers every account in it."""

from offswitch.spec import Category, Kind, Platform, Screen, Setting

from . import facebook


def accounts(screen: Screen) -> tuple[str, ...]:
    """Every account of this center, from its own list of profiles."""
    return screen.listed("profile") if screen.sees("profiles", wait=4) else ()


def choose_own_account(screen: Screen) -> None:
    """Where the center has several accounts, the dialog asks whose history it is."""
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
            effect="Your activity is no longer used to train AI, in every account of this center.",
            limits=facebook.PUBLIC_POSTS,
            help="https://www.facebook.com/privacy/genai/",
            shared=True,
        ),
        Setting(
            id="partner_activity",
            category=Category.AD_PARTNERS,
            kind=Kind.CHOICE,
            title="Activity shared by ad partners",
            effect="Meta no longer uses what partners report about you to choose your ads, and from"
            " 2026-07 also your feed and AI answers.",
            limits="Partners still send it, and you see as many ads as before.",
            help="https://www.facebook.com/help/1455040619735222/",
            shared=True,
        ),
        Setting(
            id="off_meta_activity",
            category=Category.OFF_PLATFORM,
            kind=Kind.CHOICE,
            title="Your activity off Meta technologies",
            effect="What businesses send about you is no longer connected with your accounts.",
            limits="Businesses still send it, and Meta still receives it.",
            warning="breaks Log in with Facebook on other sites and some Instagram tools; it also"
            " clears the previous activity",
            help="https://www.facebook.com/help/287199741901674",
            shared=True,
        ),
        Setting(
            id="clear_off_meta_history",
            category=Category.HISTORY,
            kind=Kind.ACTION,
            title="Clear previous activity off Meta technologies",
            effect="What businesses sent until now is disconnected from this account.",
            limits="It works for one account at a time and may take up to two days.",
            warning="cannot be undone",
            help="https://www.facebook.com/help/287199741901674",
            steps=(
                "If the page says that this setting is gone, skip this.",
                "Switch off what comes later first, with `offswitch run`; that may clear it, too.",
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
            effect="Your likes and follows are no longer shown beside ads to other people.",
            limits="People still see them where you made them.",
        ),
    ),
)
