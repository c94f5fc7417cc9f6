"""What a platform is: its flow, else the intent of its selector files. Flows are loaded here, by name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from dataclasses import replace

import offswitch.flows
from offswitch.model.geography import Intent, SelectorFile
from offswitch.model.variant import Variant
from offswitch.model.words import Kind
from offswitch.packs.precedence import is_shown
from offswitch.spec import Platform, Screen, Setting


def load_flow(name: str) -> Platform | None:
    """Load a platform's flow; None where it has none."""
    if name not in {module.name for module in pkgutil.iter_modules(offswitch.flows.__path__)}:
        return None
    platform = importlib.import_module(f"{offswitch.flows.__name__}.{name}").PLATFORM
    assert isinstance(platform, Platform)
    return platform


def plain_platform(name: str, variants: tuple[Variant, ...]) -> Platform:
    """Build a platform from the intent of its selector files; the newest file's words win."""
    whole = sorted(variants, key=lambda variant: is_shown(variant.file))
    links = [r.url for v in whole for r in v.file.routes.values() if r.url]
    title = next((v.file.title for v in variants if v.file.title), name)
    plain = Platform(
        name=name, title=title, home=links[0] if links else "", settings=_intended(variants)
    )
    signing = next((variant for variant in variants if variant.file.sign_in), None)
    return plain if signing is None else _with_session(plain, signing)


def with_intents(platform: Platform, variants: tuple[Variant, ...]) -> Platform:
    """Add the settings that the person's own files bring to a platform that has a flow."""
    known = {setting.id for setting in platform.settings}
    added = tuple(each for each in _intended(variants) if each.id not in known)
    return replace(platform, settings=(*platform.settings, *added)) if added else platform


def _intended(variants: tuple[Variant, ...]) -> tuple[Setting, ...]:
    """Return the settings that selector files describe; the newest file's words win."""
    intents: dict[str, tuple[Intent, SelectorFile]] = {}
    for variant in reversed(variants):
        intents |= {key: (intent, variant.file) for key, intent in variant.file.intent.items()}
    return tuple(
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


def _with_session(platform: Platform, variant: Variant) -> Platform:
    """Give a platform the session that one of its files describes; it has the platform's own name."""
    told = variant.file.sign_in
    assert told is not None

    def signed_in(screen: Screen) -> bool:
        return screen.under(variant.file, variant.lexicon).sees(told.signed_in)

    return replace(
        platform,
        home=told.home,
        sign_in=told.sign_in,
        session=platform.name,
        session_cookies=frozenset(told.cookies),
        persistent=told.storage,
        signed_in=signed_in,
        told_at=(told.home, told.sign_in),
    )


def sessions_of(platforms: Iterable[str]) -> set[str]:
    """Return the names of the sessions that platforms with a flow use."""
    flows = (load_flow(name) for name in platforms)
    known = [each for flow in flows if flow for each in (flow, *flow.others)]
    return {platform.session for platform in known if platform.session}


def unmatched(platform: Platform, variants: tuple[Variant, ...]) -> list[str]:
    """Every setting has a route somewhere, and every route a setting."""
    settings = {setting.id for setting in platform.settings}
    routes = {name for variant in variants for name in variant.file.routes}
    problems = [
        f"{platform.name}: routes.{name}: no flow or intent names this setting"
        for name in sorted(routes - settings)
    ]
    no_route = settings - routes
    actions = {setting.id for setting in platform.settings if setting.kind is Kind.ACTION}
    problems += [
        f"{variant.source}: routes.{name}: an action cannot be undone, and this setting can"
        for variant in variants
        for name, route in variant.file.routes.items()
        if Kind(route.control.kind) is Kind.ACTION and name not in actions
    ]
    return problems + [
        f"{platform.name}: {name}: no selector file has a route" for name in sorted(no_route)
    ]
