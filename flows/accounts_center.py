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
            id="partner_activity",
            category=Category.AD_PARTNERS,
            kind=Kind.CHOICE,
            title="Activity shared by ad partners",
            effect="Meta no longer uses what partners report about you to choose your ads, and from"
            " 2026-07 also your feed and AI answers.",
            limits="Partners still send it, and you see as many ads as before.",
            help="https://www.facebook.com/help/1455040619735222/",
        ),
    ),
)
