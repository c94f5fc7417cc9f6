"""What a person operates, and which side of it means off."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from offswitch.model.locators import Name, Strict


class AttributeState(Strict):
    """An attribute whose value tells the state, where no standard one does.

    Attributes:
        attribute: its name.
        on: its value while the control is on.
        off: its value while the control is off.
    """

    attribute: Annotated[str, Field(pattern=r"^(data-[a-z-]+|aria-[a-z]+|checked|selected|value)$")]
    on: str = "true"
    off: str = "false"


class ClassState(Strict):
    """A class that an element carries while the control is on, and only then."""

    class_: Annotated[str, Field(alias="class", pattern=r"^[^\s]+$")]


DeclaredState = AttributeState | ClassState


class SwitchControl(Strict):
    """A switch, checkbox or pressed button.

    Attributes:
        inverted: the switch being on means that the data use is off ("Turn off link previews").
        state: what tells whether it is on, instead of the standard attributes.
    """

    kind: Literal["switch"]
    element: Name
    inverted: bool = False
    state: DeclaredState | None = None

    @property
    def elements(self) -> tuple[str, ...]:
        """Names of the elements that this control uses."""
        return (self.element,)


class ChoiceControl(Strict):
    """Radios or a menu.

    Attributes:
        off: the option that means off.
        on: the option that means on; left out where its words are not known: then every other
            option that stands in the same place does.
        others: options beside these two; they mean on.
        menu: the menu that holds the options, where they are not radios.
        state: what tells whether a radio is chosen, instead of the standard attributes.
    """

    kind: Literal["choice"]
    off: Name
    on: Name | None = None
    others: tuple[Name, ...] = ()
    menu: Name | None = None
    state: DeclaredState | None = None

    @property
    def options(self) -> tuple[str, ...]:
        """Names of the options that are known."""
        return (self.off, *((self.on,) if self.on else ()), *self.others)

    @property
    def elements(self) -> tuple[str, ...]:
        """Names of the elements that this control uses."""
        return (*self.options, *((self.menu,) if self.menu else ()))


class ActionControl(Strict):
    """A one-way button, such as "Clear previous activity"; ``done`` is what the page shows afterwards."""

    kind: Literal["action"]
    element: Name
    done: Name

    @property
    def elements(self) -> tuple[str, ...]:
        """Names of the elements that this control uses."""
        return (self.element, self.done)


class PageControl(Strict):
    """A form or page that only a person works; offswitch reads that it is there."""

    kind: Literal["form", "guide"]
    element: Name | None = None

    @property
    def elements(self) -> tuple[str, ...]:
        """Names of the elements that this control uses."""
        return (self.element,) if self.element else ()


Control = Annotated[
    SwitchControl | ChoiceControl | ActionControl | PageControl, Field(discriminator="kind")
]
