"""Finds flows and selector files, validates them, and chooses what a run uses.

The only module that loads flows (by name) and opens selector files. A *pack* is one platform: its flow,
or the ``[intent]`` of its selector files, and every layout that it is known in, newest first.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

import offswitch.flows
from offswitch.errors import ConfigError, PackError
from offswitch.model.coherence import contradictions, disagreements
from offswitch.model.geography import (
    Intent,
    LabelFile,
    SelectorFile,
    json_schema,
)
from offswitch.model.lexicon import Lexicon, Words
from offswitch.model.results import EvidenceNote, SettingInfo
from offswitch.model.text import fold
from offswitch.model.variant import Variant
from offswitch.model.words import Kind
from offswitch.spec import Platform, Setting

_COMMON = "common"
_LABELS = "labels"


@dataclass(frozen=True)
class Pack:
    """One platform, ready for a run."""

    platform: Platform
    variants: tuple[Variant, ...]

    def evidence(self, setting: str) -> EvidenceNote | None:
        """Return where the knowledge about a setting comes from, the newest layout's first."""
        for variant in self.variants:
            note = variant.file.evidence.get(setting)
            if note:
                return EvidenceNote(**note.model_dump())
        return None

    def catalogue(self) -> list[SettingInfo]:
        """Describe every setting of the platform."""
        return [
            SettingInfo(
                platform=self.platform.name,
                setting=f"{self.platform.name}.{setting.id}",
                category=setting.category,
                title=setting.title,
                kind=setting.kind,
                wanted=setting.wanted,
                effect=setting.effect,
                limits=setting.limits,
                warning=setting.warning,
                help=setting.help,
                steps=setting.steps,
                evidence=self.evidence(setting.id),
            )
            for setting in self.platform.settings
        ]


@dataclass(frozen=True)
class _File:
    """One selector file as read, before what it extends is merged in."""

    path: Path
    bundled: bool
    data: SelectorFile


class Library:
    """Every selector file that this run may use: the bundled ones and the user's own.

    Args:
        folders: the user's folders, such as ``--selectors DIR``; later ones win.

    Raises:
        PackError: a file is invalid.
        ConfigError: a folder is not there.
    """

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        problems: list[str] = []
        self._files: list[_File] = []
        for folder, bundled in ((bundled_folder(), True), *((path, False) for path in folders)):
            if not folder.is_dir():
                raise ConfigError(f"no such folder: {folder}", "give a folder of selector files")
            for path in _selector_files(folder):
                data, found = _parse(path)
                problems += found
                if data is not None:
                    self._files.append(_File(path, bundled, data))
        self._folders = (bundled_folder(), *folders)
        if problems:
            raise PackError(problems)

    def platforms(self) -> tuple[str, ...]:
        """Names of every platform that has a flow, or an intent, and a layout."""
        with_layout = {file.data.platform for file in self._files if file.data.version}
        return tuple(sorted(with_layout))

    def pack(self, name: str) -> Pack:
        """Return one platform's pack.

        Raises:
            ConfigError: there is no such platform.
            PackError: its files contradict themselves or its flow.
        """
        if name not in self.platforms():
            raise ConfigError(
                f"no such platform: {name}", f"choose from: {', '.join(self.platforms())}"
            )
        variants = self._variants(name)
        problems = [
            f"{variant.source}: {place}: {reason}"
            for variant in variants
            for place, reason in contradictions(variant.file)
        ]
        problems += self._reversed(name)
        platform = _flow(name) or _plain_platform(name, variants)
        problems += _unmatched(platform, variants)
        if problems:
            raise PackError(problems)
        return Pack(platform, variants)

    def _reversed(self, name: str) -> list[str]:
        """Hold the person's own files of a platform against the bundled ones."""
        files = [file for file in self._files if file.data.platform == name and file.data.version]
        known = [self._merged(file) for file in files if file.bundled]
        return [
            f"{file.path}: {place}: {reason}"
            for file in files
            if not file.bundled
            for place, reason in dict.fromkeys(
                found for each in known for found in disagreements(self._merged(file), each)
            )
        ]

    def has_common(self, name: str) -> bool:
        """Tell whether a platform has a file that others may extend."""
        return any(f.data.platform == name and f.data.version is None for f in self._files)

    def _variants(self, name: str) -> tuple[Variant, ...]:
        chosen: dict[str, _File] = {}
        for file in self._files:  # the user's come later and win over a bundled one of that version
            if file.data.platform == name and file.data.version:
                chosen[file.data.version] = file
        lexicon = self._lexicon(name)
        return tuple(
            Variant(_source(file), self._merged(file), lexicon)
            for _, file in sorted(chosen.items(), reverse=True)
        )

    def _merged(self, file: _File) -> SelectorFile:
        """Merge what a file extends: its platform's common file, and those that it names."""
        merged = file.data
        for name in (file.data.platform, *file.data.extends):
            for common in reversed(self._files):  # the user's own come last, and win
                if common.data.platform == name and common.data.version is None:
                    merged = _under(merged, common.data)
                    for inherited in common.data.extends:
                        merged = self._inherit(merged, inherited)
        return merged

    def _inherit(self, merged: SelectorFile, name: str) -> SelectorFile:
        for common in reversed(self._files):
            if common.data.platform == name and common.data.version is None:
                merged = _under(merged, common.data)
        return merged

    def _lexicon(self, name: str) -> Lexicon:
        extended = {name} | {
            inherited
            for file in self._files
            if file.data.platform == name
            for inherited in file.data.extends
        }
        languages: dict[str, dict[str, Words]] = {}
        for folder in self._folders:
            for platform in sorted(extended):
                for path in sorted((folder / platform / _LABELS).glob("*.toml")):
                    labels = _label_file(path)
                    known = languages.setdefault(labels.language, {})
                    for grade, words in labels.labels.items():
                        for english, shown in words.items():
                            each = (shown,) if isinstance(shown, str) else shown
                            known[fold(english)] = Words(each, grade)
        return Lexicon(languages)


def bundled_folder() -> Path:
    """Return the folder of the bundled selector files: in the wheel, else in the checkout."""
    package = Path(__file__).resolve().parent / "selectors"
    return package if package.is_dir() else Path(__file__).resolve().parents[2] / "selectors"


def lint(paths: Sequence[Path], folders: Sequence[Path] = ()) -> list[str]:
    """Check selector files.

    Args:
        paths: files or folders; none means every bundled file and every one of ``folders``.
        folders: the user's own folders.

    Returns:
        ``file: place: reason`` for each problem; empty when all is well.
    """
    files = [found for path in paths for found in _below(path)]
    if not paths:
        files = [found for folder in (bundled_folder(), *folders) for found in _below(folder)]
    problems = []
    parsed = []
    for path in files:
        if path.parent.name == _LABELS:
            problems += _label_problems(path)
            continue
        data, found = _parse(path)
        problems += found
        if data is not None:
            parsed.append(_File(path, _is_bundled(path), data))
    return problems + _cross_check(parsed, folders)


def schema_text() -> str:
    """Return the JSON Schema of a selector file, as committed in ``selectors/schema.json``."""
    return json.dumps(json_schema(), indent=2, sort_keys=True) + "\n"


def _cross_check(files: list[_File], folders: Sequence[Path]) -> list[str]:
    library = Library(folders)
    known = {file.path for file in library._files}  # noqa: SLF001 - the same module
    library._files += [file for file in files if file.path not in known]  # noqa: SLF001
    problems = []
    for file in files:
        problems += [
            f"{file.path}: extends: no file `common.toml` of a platform `{name}`"
            for name in file.data.extends
            if not library.has_common(name)
        ]
        if file.data.version is None:
            continue
        merged = library._merged(file)  # noqa: SLF001
        found = [*contradictions(merged), *_address_problems(file), *_aimless(file)]
        problems += [f"{file.path}: {place}: {reason}" for place, reason in found]
    for name in dict.fromkeys(file.data.platform for file in files if not file.bundled):
        problems += library._reversed(name)  # noqa: SLF001
    return problems


def _aimless(file: _File) -> list[tuple[str, str]]:
    """Without a flow, every route needs an intent: else nobody says what the setting is for."""
    if _flow(file.data.platform) is not None:
        return []
    return [
        (f"routes.{name}", "no flow or intent names this setting")
        for name in file.data.routes
        if name not in file.data.intent
    ]


def _address_problems(file: _File) -> list[tuple[str, str]]:
    if not file.bundled:
        return []
    return [
        (f"routes.{name}.url", "plain http is for a user's own files")
        for name, route in file.data.routes.items()
        if route.url and urlsplit(route.url).scheme == "http"
    ]


def _selector_files(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*.toml") if path.parent.name != _LABELS)


def _below(path: Path) -> list[Path]:
    if path.is_dir():
        files = sorted(path.rglob("*.toml"))
        if not files:
            raise ConfigError(f"no selector file is in {path}", "give a folder that has some")
        return files
    if path.is_file():
        return [path]
    raise ConfigError(f"no such file or folder: {path}", "give a selector file or a folder of them")


def _is_bundled(path: Path) -> bool:
    return bundled_folder() in path.resolve().parents


def _read_toml(path: Path) -> tuple[dict[str, Any], list[str]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")), []
    except tomllib.TOMLDecodeError as error:
        return {}, [f"{path}: not TOML: {error}"]
    except (OSError, UnicodeDecodeError) as error:
        return {}, [f"{path}: cannot be read: {error.__class__.__name__}"]


def _parse(path: Path) -> tuple[SelectorFile | None, list[str]]:
    data, problems = _read_toml(path)
    if problems:
        return None, problems
    try:
        return SelectorFile.model_validate(data), []
    except ValidationError as error:
        return None, _flatten(path, error)


_KINDS = frozenset(
    {"role", "href", "text", "row", "phrase", "attribute", "label", "key"}
    | {"switch", "choice", "action", "form", "guide"}
)


def _flatten(path: Path, error: ValidationError) -> list[str]:
    lines = []
    places = [item["loc"] for item in error.errors()]
    for item in error.errors():
        place = item["loc"]
        # A list whose entry is wrong is also told to be empty; once is enough.
        if item["type"] == "too_short" and any(p[: len(place)] == place != p for p in places):
            continue
        shown = ".".join(_as_written(place)) or "(file)"
        lines.append(f"{path}: {shown}: {item['msg'].removeprefix('Value error, ')}")
    return lines


def _as_written(place: Sequence[int | str]) -> list[str]:
    """Leave out the kind of a locator or control, which pydantic names as if it were a key."""
    kept: list[str] = []
    for index, part in enumerate(place):
        before = place[index - 1] if index else ""
        tagged = isinstance(before, int) or before == "control"
        if not (tagged and part in _KINDS):
            kept.append(str(part))
    return kept


def _label_file(path: Path) -> LabelFile:
    data, problems = _read_toml(path)
    if not problems:
        try:
            return LabelFile.model_validate(data)
        except ValidationError as error:
            problems = _flatten(path, error)
    raise PackError(problems)


def _label_problems(path: Path) -> list[str]:
    try:
        _label_file(path)
    except PackError as error:
        return list(error.problems)
    return []


def _under(file: SelectorFile, common: SelectorFile) -> SelectorFile:
    """Merge what is common beneath a file: the file's own entries win."""
    return file.model_copy(
        update={
            "hosts": tuple(dict.fromkeys((*file.hosts, *common.hosts))),
            "content_hosts": tuple(dict.fromkeys((*file.content_hosts, *common.content_hosts))),
            "requests": file.requests or common.requests,
            "search": file.search or common.search,
            "elements": {**common.elements, **file.elements},
            "sections": {**common.sections, **file.sections},
            "interruptions": {**common.interruptions, **file.interruptions},
        }
    )


def _source(file: _File) -> str:
    name = f"{file.data.platform}/{file.data.version}"
    return name if file.bundled else str(file.path)


def _flow(name: str) -> Platform | None:
    if name not in {module.name for module in pkgutil.iter_modules(offswitch.flows.__path__)}:
        return None
    platform = importlib.import_module(f"{offswitch.flows.__name__}.{name}").PLATFORM
    assert isinstance(platform, Platform)
    return platform


def _plain_platform(name: str, variants: tuple[Variant, ...]) -> Platform:
    """Build a platform from the intent of its selector files; the newest file's words win."""
    intents: dict[str, tuple[Intent, SelectorFile]] = {}
    for variant in reversed(variants):
        intents |= {key: (intent, variant.file) for key, intent in variant.file.intent.items()}
    settings = tuple(
        Setting(
            id=key,
            category=intent.category,
            kind=Kind(file.routes[key].control.kind) if key in file.routes else Kind.GUIDE,
            title=intent.title,
            effect=intent.effect,
            limits=intent.limits,
            warning=intent.warning,
            help=intent.help,
        )
        for key, (intent, file) in intents.items()
    )
    links = [r.url for v in variants for r in v.file.routes.values() if r.url]
    title = next((v.file.title for v in variants if v.file.title), name)
    return Platform(name=name, title=title, home=links[0] if links else "", settings=settings)


def _unmatched(platform: Platform, variants: tuple[Variant, ...]) -> list[str]:
    """Every setting has a route somewhere, and every route a setting."""
    settings = {setting.id for setting in platform.settings}
    routes = {name for variant in variants for name in variant.file.routes}
    problems = [
        f"{platform.name}: routes.{name}: no flow or intent names this setting"
        for name in sorted(routes - settings)
    ]
    no_route = settings - routes
    return problems + [
        f"{platform.name}: {name}: no selector file has a route" for name in sorted(no_route)
    ]
