"""What several selector files say together: the one that is nearer wins, and of limits the strictest."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

from offswitch.model.geography import Noise, SelectorFile
from offswitch.model.limits import strictest


def under(file: SelectorFile, common: SelectorFile) -> SelectorFile:
    """Merge what is common beneath a file: the file's own entries win."""
    return file.model_copy(
        update={
            "hosts": tuple(dict.fromkeys((*file.hosts, *common.hosts))),
            "content_hosts": tuple(dict.fromkeys((*file.content_hosts, *common.content_hosts))),
            "session": file.session or common.sign_in,
            "requests": file.requests or common.requests,
            "search": common.search if file.search is None else file.search,
            "elements": {**common.elements, **file.elements},
            "sections": {**common.sections, **file.sections},
            "interruptions": {**common.interruptions, **file.interruptions},
            "noise": Noise(
                label=(*file.noise.label, *common.noise.label),
                section=(*file.noise.section, *common.noise.section),
            ),
            "limits": strictest((file.limits, common.limits)),
        }
    )


def moved_to(file: SelectorFile, hosts: Mapping[str, str]) -> SelectorFile:
    """Put every deep link to a host that has moved at its new host."""

    def at(url: str | None) -> str | None:
        parts = urlsplit(url or "")
        return url and urlunsplit(parts._replace(netloc=hosts.get(parts.netloc, parts.netloc)))

    routes = {
        name: route.model_copy(update={"url": at(route.url)}) for name, route in file.routes.items()
    }
    return file.model_copy(update={"routes": routes})


def without_reach(common: SelectorFile) -> SelectorFile:
    """Leave out of what layouts share where its pages are: another session finds them elsewhere."""
    return common.model_copy(update={"hosts": (), "content_hosts": ()})
