"""Accounts Center: settings that its accounts share. One change covers every account in it.

It governs Threads as well, which has no settings about AI or ads of its own.
"""

from offswitch.spec import Category, Kind, Platform, Screen, Setting

from . import facebook, instagram


def accounts(screen: Screen) -> tuple[str, ...]:
    """Return every account in this center, from its own list of profiles."""
    return screen.listed("profile") if screen.sees("profiles", wait=4) else ()


def choose_own_account(screen: Screen) -> None:
    """Choose this account if the dialog asks whose history to clear, as it does for several accounts."""
    if screen.sees("own_account_in_dialog", wait=2):
        screen.click("own_account_in_dialog")


_SETTINGS = (
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
    Setting(
        id="audience_lists",
        category=Category.PERSONALISED_ADS,
        kind=Kind.GUIDE,
        title="Lists that advertisers match you with",
        effect="An advertiser's list no longer shows you its ads, or no longer keeps them from you.",
        limits="Each advertiser has two answers of its own.",
        help="https://www.facebook.com/help/568137493302217",
        steps=(
            "Ad preferences, Audience-based advertising. Count the advertisers first.",
            "Open one, then the row about a list that they uploaded or used to reach you.",
            "Press Don't allow under “Showing ads to you using a list”, and answer what it asks.",
            "The same under “Excluding you from seeing ads using a list”.",
            "Go back, and do the next one. See more brings up the rest of the list.",
        ),
        shared=True,
    ),
    Setting(
        id="ad_categories",
        category=Category.PERSONALISED_ADS,
        kind=Kind.GUIDE,
        title="Categories that advertisers reach you by",
        effect="Advertisers can no longer reach you by the categories that you refuse.",
        limits="Each category has an answer of its own.",
        help="https://www.facebook.com/help/568137493302217",
        steps=(
            "Ad preferences, Categories used to reach you. Count the categories first.",
            "Where each is a row: open it and answer No. Where each is a box: take its tick away.",
            "Below, Categories associated with you, View and manage: Remove each of them.",
        ),
        shared=True,
    ),
    Setting(
        id="ad_experience",
        category=Category.PERSONALISED_ADS,
        kind=Kind.GUIDE,
        title="Less personalized ads (European region)",
        effect="Ads are chosen by less of what Meta knows about you, without paying for it.",
        limits="Only in the European region. You still see ads, and some cannot be skipped.",
        warning="it limits advertising, and earning money with ads, by these accounts",
        help="https://www.facebook.com/help/468797095528474",
        steps=(
            "No such row? Your account is elsewhere; then skip this.",
            "Ad preferences, Ad settings or Manage info, Ad experience: Less personalized ads.",
            "Where a page asks instead, the less personalized choice may come only after Agree.",
        ),
        shared=True,
    ),
    Setting(
        id="ai_chats_in_ads",
        category=Category.PERSONALISED_ADS,
        kind=Kind.GUIDE,
        title="Your chats with Meta AI, used for ads and content",
        effect="What is not said to Meta AI is not used; since December 2025 there is no switch.",
        limits="Some countries are left out, and Meta has not named them.",
        help="https://www.facebook.com/privacy/genai/",
        steps=(
            "There is no switch. Tell Meta AI nothing that should not choose your ads.",
            "Keep WhatsApp out of Accounts Center: then its chats with Meta AI are left out.",
            "The Meta AI app, Settings, Data & privacy, Manage your information: delete the chats.",
        ),
        shared=True,
    ),
)

_WITH_INSTAGRAM = Platform(
    name="accounts_center",
    title="Accounts Center",
    home=instagram.PLATFORM.home,
    sign_in=instagram.PLATFORM.sign_in,
    session=instagram.PLATFORM.session,
    session_cookies=instagram.PLATFORM.session_cookies,
    signed_in=instagram.signed_in,
    account=instagram.account,
    accounts_at="https://accountscenter.instagram.com/profiles/",
    accounts=accounts,
    open_settings=instagram.open_settings,
    settings=_SETTINGS,
)
"""For somebody who is on Instagram alone: the same pages, by Instagram's own settings."""

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
    settings=_SETTINGS,
    others=(_WITH_INSTAGRAM,),
)
