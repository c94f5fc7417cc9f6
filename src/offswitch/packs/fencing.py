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
        ignore=requests.ignore if requests else (),
        data=requests.data if requests else (),
    )


def hosts_of(pack: Pack) -> list[str]:
    """Return the host names that a platform's browser must resolve."""
    fence = fence_of(pack)
    return [host.partition(":")[0] for host in (*sorted(fence.hosts), *fence.content_hosts)]
