"""Where a platform's pages may go, as its selector files say."""

from __future__ import annotations

from offswitch.browser.fence import Fence
from offswitch.packs.pack import Pack


def fence_of(pack: Pack) -> Fence:
    """Return where a platform's pages may go: the hosts of every layout that it is known in."""
    files = [variant.file for variant in pack.variants]
    requests = next((file.requests for file in files if file.requests), None)
    return Fence(
        hosts=frozenset(host for file in files for host in file.hosts),
        content_hosts=tuple(dict.fromkeys(host for file in files for host in file.content_hosts)),
        operation_field=requests.operation if requests else "",
        reads=requests.reads if requests else (),
        changes=tuple(
            dict.fromkeys(g for f in files for r in f.routes.values() for g in r.mutations)
        ),
        ignore=requests.ignore if requests else (),
        data=requests.data if requests else (),
        by_socket=requests.by_socket if requests else False,
    )


def places_of(pack: Pack) -> list[str]:
    """Return where a platform's browser may connect to, as ``host`` or ``host:port``."""
    fence = fence_of(pack)
    return [*sorted(fence.hosts), *fence.content_hosts]


def hosts_of(pack: Pack) -> set[str]:
    """Return the host names (globs allowed) that a platform's pages and their content come from."""
    return {place.partition(":")[0] for place in places_of(pack)}
