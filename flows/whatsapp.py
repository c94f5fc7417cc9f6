"""WhatsApp Web: its own switches. The session lives in the browser's storage, not in cookies."""

from offswitch.spec import Category, Kind, Platform, Screen, Setting


def signed_in(screen: Screen) -> bool:
    """Tell whether the chat list is there: the address is the same, linked or not."""
    return screen.sees("chat_list", wait=15)


def open_settings(screen: Screen) -> None:
    """Go to the settings, in the navigation rail; the drawer opens without a new address."""
    screen.click("settings")


PLATFORM = Platform(
    name="whatsapp",
    title="WhatsApp",
    home="https://web.whatsapp.com/",
    sign_in="https://web.whatsapp.com/",
    session="whatsapp",
    persistent=True,
    sign_out="the phone app, “Linked devices”",
    signed_in=signed_in,
    open_settings=open_settings,
    settings=(
        Setting(
            id="link_previews",
            category=Category.OFF_PLATFORM,
            kind=Kind.SWITCH,
            title="Link previews, which tell sites your address",
            effect="WhatsApp no longer loads a site to preview a link, so the site does not see you.",
            limits="A site sees you when you open the link.",
        ),
        Setting(
            id="call_ip",
            category=Category.OFF_PLATFORM,
            kind=Kind.SWITCH,
            title="Your IP address, shown to people you call",
            effect="Calls go through WhatsApp's servers, so others do not see your IP address.",
            limits="Calls may sound worse.",
        ),
        Setting(
            id="customer_activity",
            category=Category.AD_PARTNERS,
            kind=Kind.SWITCH,
            title="Your customers' activity, shared for ads",
            effect="A business account no longer shares its customers' activity with Meta.",
            limits="Only business accounts have it, and it may be on the phone alone.",
        ),
        Setting(
            id="accounts_center_link",
            category=Category.OFF_PLATFORM,
            kind=Kind.GUIDE,
            title="WhatsApp in Accounts Center",
            effect="Out of Accounts Center, WhatsApp and Meta's other apps share no ad preferences.",
            limits="Only the phone app can add or remove it.",
            help="https://faq.whatsapp.com/337473702666585/",
            steps=(
                "Only the phone app shows whether WhatsApp was added to Accounts Center. Look there.",
                "If it was added, remove it there. If not, leave it that way.",
            ),
            public=True,
        ),
        Setting(
            id="strict_settings",
            category=Category.OFF_PLATFORM,
            kind=Kind.GUIDE,
            title="Strict account settings",
            effect="One switch of the phone app turns on link-preview blocking and more, and locks it.",
            limits="Only the phone app has it.",
            steps=(
                "The phone app: Settings, Privacy, Advanced, Strict account settings.",
                "Read what it changes. Next, then Turn on, if you want all of it.",
                "A switch that it locks is reported as locked here.",
            ),
            public=True,
        ),
        Setting(
            id="ai_objection",
            category=Category.OFF_PLATFORM,
            kind=Kind.FORM,
            title="Data-protection request to WhatsApp",
            effect="You ask about, or object to, what WhatsApp does with your data.",
            limits="It is the general form: none that is about AI at WhatsApp alone is known.",
            help="https://www.whatsapp.com/contact/forms/382532939919295/",
            steps=(
                "No form there? www.whatsapp.com/legal, Data Subject Rights Form.",
                "Many regions have no such form. If yours has none, skip this.",
                "It asks for your name and the number that you use WhatsApp with.",
                "Say what you object to, such as the use of your messages with AIs, and send it.",
                "Look for an answer by email.",
            ),
            public=True,
        ),
    ),
)
