"""Who is signed in at a platform, as far as its pages have told it in this run."""

from __future__ import annotations

from dataclasses import dataclass

from offswitch.errors import Unreachable
from offswitch.model.words import Reason
from offswitch.screen import Screen
from offswitch.sessions.signed_in import still_signed_in
from offswitch.spec import Platform


@dataclass
class SignedIn:
    """Who is signed in, as far as it is known.

    Attributes:
        seen: whether a page of this window has shown that somebody is.
        account: the id that the session is for; empty while it is not known.
        name: what the page calls them.
        covered: names of the accounts that their settings cover; None until they were looked up.
    """

    seen: bool = False
    account: str = ""
    name: str = ""
    covered: tuple[str, ...] | None = None

    def identify(self, platform: Platform, screen: Screen) -> None:
        """Make sure that a page is this person's, and keep what it tells of them.

        Args:
            platform: whose page it is.
            screen: the page.

        Raises:
            Unreachable: ``sign_in`` or ``wrong_account``; or what stands in the way.
        """
        if not still_signed_in(platform, screen):
            raise Unreachable(
                Reason.SIGN_IN,
                "the session has ended",
                f"sign in again with `offswitch login {platform.name}`",
            )
        self.seen = True
        account = platform.account(screen) if platform.account else None
        if account is None:
            return
        if self.account and account.id != self.account:
            raise Unreachable(
                Reason.WRONG_ACCOUNT,
                "the page belongs to another account than this profile",
                "use another --profile, or sign in again with `offswitch login`",
            )
        self.account, self.name = account.id, account.name
        screen.account = account.name
