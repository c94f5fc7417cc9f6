"""A page on which one switch turns another one with it."""

from __future__ import annotations

from tests.kinds.app import LOADS, page

TURNS_ANOTHER = page(
    LOADS.replace("show)", "state => { show(state); twin.checked = state.twin; })")
    + "const twin = document.getElementById('twin');"
    "usage.onchange = () => save({usage: usage.checked, twin: usage.checked});"
).replace(
    "<fieldset>",
    '<p><label><input type="checkbox" role="switch" id="twin"> Crash reports</label></p><fieldset>',
)
"""A page whose switch turns another one with it, `twin`, which is no setting of ours."""
