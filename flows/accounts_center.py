"""Accounts Center: what its accounts share. One change covers every account in it."""

from offswitch.spec import Category, Kind, Platform, Setting

from . import facebook

PLATFORM = Platform(
    name="accounts_center",
    title="Accounts Center",
    home=facebook.PLATFORM.home,
    sign_in=facebook.PLATFORM.sign_in,
    session=facebook.PLATFORM.session,
    signed_in=facebook.signed_in,
    account=facebook.account,
    open_settings=facebook.open_settings,
    settings=(
        Setting(
            id="data_use_for_ai",
            category=Category.AI_TRAINING,
            kind=Kind.SWITCH,
            title="Data use for AI",
            effect="Your activity is no longer used to train AI, in every account of this center.",
            limits=facebook.PUBLIC_POSTS,
            help="https://www.facebook.com/privacy/genai/",
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
                "Press Clear previous activity, then Clear. You may be asked for your password.",
                "Do the same for each account of your Accounts Center.",
            ),
        ),
        Setting(
            id="ads_outside_meta",
            category=Category.AD_PARTNERS,
            kind=Kind.CHOICE,
            title="Meta's ads in other apps and sites",
            effect="Meta no longer uses your profile to show you ads outside its own apps.",
            limits="You see as many ads there as before.",
            help="https://www.facebook.com/help/568137493302217",
        ),
        Setting(
            id="ads_about_meta",
            category=Category.PERSONALISED_ADS,
            kind=Kind.CHOICE,
            title="Ads about Meta, chosen by your activity",
            effect="Meta no longer uses your activity to choose which of its own ads you see.",
            limits="You still see ads about Meta.",
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
