"""How a person signs in to a platform that only selector files describe."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Field, Tag

from offswitch.model.addresses import Address
from offswitch.model.locators import Name, Strict

LONGEST_SESSION = 32
"""Characters that the name of a session may have: it is part of a file's name."""


class SignIn(Strict):
    """How a person signs in to a platform that has no flow, and what shows that they are.

    Attributes:
        sign_in: address of the site's own sign-in page.
        signed_in: an element that a signed-in person sees at `home`, and that nobody else sees there or at
            `sign_in`.
        home: address where menu paths start.
        cookies: names of the cookies that hold the session, which the server may renew.
        storage: whether the session lives in the browser's storage, and not in cookies alone.
    """

    sign_in: Address
    signed_in: Name
    home: Address
    cookies: tuple[Annotated[str, Field(min_length=1, max_length=200)], ...] = ()
    storage: bool = False


def _form(value: object) -> str:
    """Tell the table of a sign-in from the name of a session."""
    return "sign_in" if isinstance(value, SignIn | dict) else "name"


SessionOrName = Annotated[
    Annotated[SignIn, Tag("sign_in")] | Annotated[Name, Tag("name")], Discriminator(_form)
]
