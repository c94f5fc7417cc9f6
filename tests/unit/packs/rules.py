"""What every bundled selector file must have, beside what the lint asks of anybody's."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from offswitch.model.geography import SelectorFile
from offswitch.packs import Pack, bundled_folder
from offswitch.packs.disk import File

_OPERATED = frozenset({"switch", "choice", "action"})


def broken(pack: Pack, files: Sequence[File]) -> Iterator[str]:
    """Yield, in a line each, what a platform's bundled files lack.

    Args:
        pack: of the platform.
        files: every bundled file, of every platform.
    """
    own = [file for file in files if file.data.platform == pack.platform.name]
    for file in own:
        name = file.data.version or file.data.session_alone or "common"
        if file.path.stem != name:
            yield f"{file.path.name} says that it is `{name}`"
    clicked = _clicked_in_code(pack.platform.name)
    for variant in pack.variants:
        for name in sorted(clicked - variant.file.elements.keys()):
            yield f"{variant.source}: the flow clicks `{name}`"
        for reason in _of_layout(variant.file):
            yield f"{variant.source}: {reason}"
    for setting in pack.platform.settings:
        kinds = {
            variant.file.routes[setting.id].control.kind
            for variant in pack.variants
            if setting.id in variant.file.routes
        }
        if setting.kind.value not in kinds:
            yield f"{setting.id}: no layout has it as a {setting.kind}"
    used = {
        section
        for variant in pack.variants
        for route in variant.file.routes.values()
        for section in (route.section, route.entry, route.within)
    }
    defined = {section for file in own for section in file.data.sections}
    yield from (f"section `{name}` is not used" for name in sorted(defined - used))


def unused_elements(packs: Iterable[Pack], files: Sequence[File]) -> Iterator[str]:
    """Yield every element that no route, interruption, or flow names."""
    code = _names_in_code()
    used = {
        pack.platform.name: set[str]().union(*(_used_by(each.file) for each in pack.variants))
        for pack in packs
    }
    for name in used:
        users = {name, *(f.data.platform for f in files if name in f.data.extends)}
        defined = {e for f in files if f.data.platform == name for e in f.data.elements}
        for element in sorted(defined - code):
            if not any(element in used[user] for user in users):
                yield f"{name}: element `{element}` is not used"


def _of_layout(file: SelectorFile) -> Iterator[str]:
    by_socket = file.requests is not None and file.requests.by_socket
    for name, route in file.routes.items():
        if name not in file.evidence:
            yield f"{name}: nothing says how it is known"
        if route.control.kind not in _OPERATED:
            continue
        if not route.section:
            yield f"{name}: no section proves its page"
        if by_socket == bool(route.mutations):
            yield f"{name}: it saves over a socket, or by the requests that `mutations` names"


@cache
def _names_in_code() -> set[str]:
    """Return every string in the flows: the names of the elements that they click are among them."""
    return {
        node.value
        for path in sorted((bundled_folder().parent / "flows").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@cache
def _clicked_in_code(platform: str) -> frozenset[str]:
    """Return the elements that a flow asks its screen for."""
    path = bundled_folder().parent / "flows" / f"{platform}.py"
    calls = (n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call))
    return frozenset(
        argument.value
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and ast.unparse(call.func.value) == "screen"
        and call.func.attr in {"click", "listed", "sees", "type"}
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    )


def _used_by(file: SelectorFile) -> set[str]:
    names = set(file.detect)
    names |= {element for route in file.routes.values() for element in route.elements}
    names |= {element for each in file.interruptions.values() for element in each.elements}
    return names | ({file.search.box, file.search.none} if file.search else set())
