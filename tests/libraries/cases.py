"""Which pages there are, the selector file for them, and what is known to be refused, with its reason."""

from __future__ import annotations

from collections.abc import Iterable

from tests.libraries.server import HERE, Answer, Case

ALL = ("switch", "box", "radio", "menu")
LABELS = ("wrapped", "named", "labelled", "beside")
HAS: dict[str, tuple[str, ...]] = {
    "ariakit": ("box", "radio", "menu"),
    "carbon": ("switch", "radio", "menu"),
    "cloudscape": ("switch", "box", "menu"),
    "headlessui_field": ("menu",),
    "polaris": ("box", "radio", "menu"),
    "react_select": ("menu",),
    "react_switch": ("switch",),
}
"""The kinds of a library that does not have all four."""
LIBRARIES = sorted(p.stem for p in (HERE / "page").glob("*.jsx") if p.stem != "frame")
NOT_MADE = frozenset(
    {
        # It passes no name on: such a page would show no words for its control at all.
        *(("evergreen", kind, "named") for kind in ALL),
        ("rsuite", "switch", "named"),
        # Its radio without words of its own has no width, and a click by hand does nothing.
        *(("rsuite", "radio", label) for label in LABELS if label != "wrapped"),
    }
)
"""What a library does not let an author make."""
REFUSED: dict[str, str] = {
    # The label is around the list as well, and names neither.
    "ariakit_menu_wrapped_good": "failed:not_found",
    "carbon_menu_wrapped_good": "failed:not_found",
    # It puts the choice into the name: "Who sees your posts; Selected: Everyone".
    "grommet_menu_named_good": "failed:not_found",
}
"""Pages that are refused, and how. None is claimed to be anything."""
SAMPLE = (
    Case("mantine", "switch", "beside"),
    Case("antd", "box", "wrapped"),
    Case("headlessui", "radio", "labelled"),
    Case("fluent", "menu", "named"),
    Case("react_aria", "menu", "beside"),
    Case("chakra", "switch", "named", "late"),
    Case("radix", "switch", "beside", "refused"),
    Case("mui", "box", "wrapped", "dropped"),
)
"""Pages that are tried every day."""
PLATFORM = "libraries"
_OPTIONS = {"no": "Nobody", "yes": "Everyone", "some": "Friends"}


def cases_of(library: str) -> list[Case]:
    """Return every page of a library whose server answers."""
    return [
        Case(library, kind, label)
        for kind in HAS.get(library, ALL)
        for label in LABELS
        if (library, kind, label) not in NOT_MADE
    ]


def with_answer(answer: Answer) -> list[Case]:
    """Return one page of each library, whose server answers a change so."""
    return [Case(library, HAS.get(library, ALL)[0], "beside", answer) for library in LIBRARIES]


def selector_file(cases: Iterable[Case], host: str) -> str:
    """Write the selector file for some pages, each of which is a setting."""
    options = "\n".join(
        f'{name} = [{{ by = "label", label = "{label}" }}]' for name, label in _OPTIONS.items()
    )
    return (
        f'schema = 1\nplatform = "{PLATFORM}"\nversion = "2026-11"\nhosts = ["{host}"]\n[elements]\n'
        'usage = [{ by = "label", label = "Share usage data" }]\n'
        'who = [{ by = "label", label = "Who sees your posts" }]\n'
        f'{options}\n[sections.privacy]\nheading = "Privacy"\n'
        + "\n".join(_setting(case, host) for case in cases)
    )


def _setting(case: Case, host: str) -> str:
    control = {
        "radio": '{ kind = "choice", off = "no", on = "yes", others = ["some"] }',
        "menu": '{ kind = "choice", off = "no", on = "yes", others = ["some"], menu = "who" }',
    }.get(case.kind, '{ kind = "switch", element = "usage" }')
    return (
        f'[routes.{case.id}]\nsection = "privacy"\nurl = "http://{host}/?{case.query}"\n'
        f'control = {control}\n[intent.{case.id}]\ncategory = "research"\ntitle = "{case.id}"\n'
    )
