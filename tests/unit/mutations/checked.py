"""What stops an edited selector file before any browser opens: the format, the lint, or the evidence."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from dataclasses import replace

from pydantic import ValidationError

from offswitch.errors import OffswitchError
from offswitch.model.geography import SelectorFile
from offswitch.packs import Library, bundled_folder
from offswitch.packs.disk import File, selector_files
from tests.unit.evidence_sides import claims, evidence
from tests.unit.mutations.kinds import Context, Data, Edit, Kind
from tests.unit.packs.rules import broken, unused_elements

PATHS = {str(path.relative_to(bundled_folder())): path for path in selector_files(bundled_folder())}
"""Name → path of every bundled selector file."""


class Shelf:
    """The bundled files, and what each of them says and may name."""

    def __init__(self) -> None:
        self._library = Library()
        self._evidence = evidence.Evidence()
        self._files = {
            str(file.path.relative_to(bundled_folder())): file for file in self._library.files
        }
        self._packs = {name: self._library.pack(name) for name in self._library.platforms()}
        self._said = {name: set(_claims(file.data)) for name, file in self._files.items()}

    @staticmethod
    def data(name: str) -> Data:
        """Return what a bundled file says."""
        return tomllib.loads(PATHS[name].read_text(encoding="utf-8"))

    def as_it_is(self, name: str) -> Edit:
        """Return a bundled file without any edit."""
        return Edit("", self.data(name))

    def edits(self, name: str, kind: Kind) -> Iterator[Edit]:
        """Yield a bundled file with one kind of edit, at each place where it can be made."""
        file = self._files[name]
        data = self.data(name)
        merged = self._library.merged(file).model_dump(
            mode="json", by_alias=True, exclude_none=True
        )
        return kind(data, Context(merged["elements"], merged["sections"], data.get("routes", {})))

    def stopped_by(self, name: str, edit: Edit) -> str:
        """Return what refuses an edited file: ``format``, ``lint``, ``rules``, ``evidence``; else nothing."""
        old = self._files[name]
        try:
            new = replace(old, data=SelectorFile.model_validate(edit.data))
        except ValidationError:
            return "format"
        library = copy.copy(self._library)
        library.files = [new if each is old else each for each in self._library.files]
        try:
            packs = self._packs | {each: library.pack(each) for each in self._users(old, new)}
        except OffswitchError:
            return "lint"
        touched = (broken(packs[each], library.files) for each in self._users(old, new))
        if any(True for reasons in touched for _ in reasons) or any(
            True for _ in unused_elements(packs.values(), library.files)
        ):
            return "rules"
        return "evidence" if self._is_unfounded(name, new.data) else ""

    def _users(self, old: File, new: File) -> set[str]:
        """Return the platforms that a file has a part in."""
        own = {old.data.platform, new.data.platform}
        return own | {f.data.platform for f in self._library.files if own & set(f.data.extends)}

    def _is_unfounded(self, name: str, new: SelectorFile) -> bool:
        """Tell whether a file says anything new that no source shows, where no mark says that it is ours."""
        text = claims.File(PATHS[name])
        old = self._files[name].data
        for kind, said in _claims(new) - self._said[name]:
            if kind == "shape":
                setting = said.partition(" ")[0].partition(".")[2]
                lines = claims._lines_of(text, old, setting)
                is_ours = claims.may_be_ours(new, new.routes[setting])
                if is_ours and text.at(lines, kind, said).is_marked:
                    continue
            if self._evidence.of(claims.Claim(kind, said, name, is_marked=False)) is None:
                return True
        return False


def _claims(file: SelectorFile) -> set[tuple[str, str]]:
    found = {
        *claims._of_elements(file),
        *claims._of_places(file),
        *claims._of_requests(file),
    }
    shapes = (claims._shape(file, name, route) for name, route in file.routes.items())
    return found | {("shape", shape) for shape in shapes if shape}
