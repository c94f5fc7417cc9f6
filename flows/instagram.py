"""Instagram: what its own settings control; most of the rest is in Accounts Center."""

from offswitch.spec import Account, Category, Kind, Platform, Screen, Setting

from . import facebook


def signed_in(screen: Screen) -> bool:
    """Tell whether the session cookie is there."""
    return "sessionid" in screen.cookies()


def account(screen: Screen) -> Account | None:
    """Return whose account it is, by the id in a cookie that the site's own scripts read."""
    number = screen.cookie("ds_user_id")
    return Account(id=number) if number else None


def open_settings(screen: Screen) -> None:
    """Go to the settings: More (bottom of the left rail) → Settings; without More, Profile → Menu → Settings."""
    if screen.sees("more", wait=4):
        screen.click("more")
    else:
        screen.click("own_profile")
        screen.click("profile_menu")
    screen.click("settings")


PLATFORM = Platform(
    name="instagram",
    title="Instagram",
    home="https://www.instagram.com/",
    sign_in="https://www.instagram.com/accounts/login/",
    session="instagram",
    session_cookies=frozenset({"sessionid", "csrftoken", "ds_user_id"}),
    sign_out="its settings, Password and security, “Where you're logged in”",
    signed_in=signed_in,
    account=account,
    open_settings=open_settings,
    settings=(
        Setting(
            id="ai_activity_sharing",
            category=Category.AI_TRAINING,
            kind=Kind.SWITCH,
            title="Sharing your activity data for AI training",
            effect="Your activity on Instagram is no longer used to train AI.",
            limits=facebook.PUBLIC_POSTS,
        ),
        Setting(
            id="content_reuse",
            category=Category.AI_TRAINING,
            kind=Kind.SWITCH,
            title="Reuse of your content, also with AI features",
            effect="People can no longer reuse your content on Instagram and with AI features.",
            limits="Content that was already reused stays.",
        ),
        Setting(
            id="ai_objection",
            category=Category.AI_TRAINING,
            kind=Kind.FORM,
            title="Objection to AI training on your posts",
            effect="You object to the use of your information for AI at Meta.",
            limits=facebook.OBJECTION,
            help="https://help.instagram.com/contact/767264225370182",
            steps=(
                "No form there? Privacy Center, AI at Meta, Submit an objection request.",
                "Or Settings, About, Privacy Policy, Right to object.",
                facebook.NO_FORM,
                *facebook.FILL_IN,
            ),
        ),
        Setting(
            id="activity_history",
            category=Category.HISTORY,
            kind=Kind.GUIDE,
            title="Your activity on Instagram",
            effect="Deleting it removes past data; it does not stop what comes later.",
            limits="Deleting cannot be undone: download a copy first. offswitch never deletes it.",
            help="https://www.instagram.com/your_activity/interactions/likes/",
            steps=(
                facebook.COPY_FIRST,
                facebook.COPY_LATER,
                "Look at your likes, then your comments, then your photos and videos.",
                "Delete what you want gone.",
            ),
        ),
    ),
)
