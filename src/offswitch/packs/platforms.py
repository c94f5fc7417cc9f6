"""What a platform is: its flow, else the intent of its selector files. Flows are loaded here, by name."""

from __future__ import annotations

import importlib
import pkgutil

import offswitch.flows
from offswitch.model.geography import Intent, SelectorFile
from offswitch.model.variant import Variant
from offswitch.model.words import Kind
from offswitch.spec import Platform, Setting


def load_flow(name: str) -> Platform | None:
    """Load a platform's flow; None where it has none."""
    if name not in {module.name for module in pkgutil.iter_modules(offswitch.flows.__path__)}:
        return None
    platform = importlib.import_module(f"{offswitch.flows.__name__}.{name}").PLATFORM
    assert isinstance(platform, Platform)
    return platform


def plain_platform(name: str, variants: tuple[Variant, ...]) -> Platform:
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


def unmatched(platform: Platform, variants: tuple[Variant, ...]) -> list[str]:
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
