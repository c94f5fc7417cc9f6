"""What a run finds on both controls of a page."""

from __future__ import annotations

BOTH = ("usage", "sharing")
UNREADABLE = {"usage": "failed:unreadable", "sharing": "failed:unreadable"}
