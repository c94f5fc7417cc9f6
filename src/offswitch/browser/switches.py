"""What a browser is told on its command line."""

from __future__ import annotations

import os
import sys

from offswitch.browser.egress import HERE

_QUIET = (
    "--disable-background-networking",  # the browser itself talks to nobody
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    # Two names of one switch: a browser with a window knows the first, a headless shell the second.
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)

_OWN_SENDERS = (
    "Reporting",
    "DeviceBoundSessions",
    "FedCm",
)
"""Parts of the browser that send on behalf of a page, past everything that could hold a request."""
_OWN_SENDERS_OF_PAGES = (
    "AttributionReporting",
    "Fledge",
    "FencedFrames",
    "WebSocketStream",  # a socket that the guard does not see
)
_OWN_PAGES = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
)
"""Pages of the browser's own, which nobody here asks for: the list below the address field takes as much work as a site."""
_DRIVERS_OWN = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "msForceBrowserSignIn",
    "msEdgeUpdateLaunchServicesPreferredVersion",
)
"""What the driver itself turns off; a second list on the command line takes the place of its list."""


def switches(proxy_port: int, trusted_key: str = "") -> list[str]:
    """Return the switches that a browser is started with, beside the driver's own.

    Args:
        proxy_port: where its one way out is, on this machine.
        trusted_key: hash of a key that speaks for every host.
    """
    args = [
        *_QUIET,
        f"--disable-features={','.join((*_OWN_SENDERS, *_OWN_PAGES, *_DRIVERS_OWN))}",
        f"--disable-blink-features={','.join(_OWN_SENDERS_OF_PAGES)}",
        f"--proxy-server=http://{HERE}:{proxy_port}",
        "--proxy-bypass-list=<-loopback>",  # this machine's own ports, too, are asked of it
        f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HERE}",  # a second wall
    ]
    if sys.platform.startswith("linux") and os.geteuid() == 0:
        args.append("--no-sandbox")  # Chromium refuses to start as root with it
    if trusted_key:
        args.append(f"--ignore-certificate-errors-spki-list={trusted_key}")
    return args
