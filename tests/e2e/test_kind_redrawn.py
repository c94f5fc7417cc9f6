"""A page that draws its control anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Program
from tests.kinds.app import CONTROLS, OFF, App, page
from tests.kinds.runs import assert_honest, run, selectors, told

pytestmark = pytest.mark.e2e


def test_a_redrawn_control_is_found_again(program: Program, tmp_path: Path) -> None:
    """keptn/keptn #5909: between the look and the click the element was replaced by its like."""
    script = """
    const shown = {{state}};
    const draw = () => {
      const main = document.querySelector('main');
      main.replaceChildren(document.querySelector('template').content.cloneNode(true));
      const usage = main.querySelector('#usage');
      usage.checked = shown.usage;
      usage.onchange = () => send({usage: usage.checked});
      for (const radio of main.querySelectorAll('[name=sharing]')) {
        radio.checked = radio.value === shown.sharing;
        radio.onchange = () => send({sharing: radio.value});
      }
    };
    const send = change => {
      Object.assign(shown, change);
      fetch('/save', {method: 'POST', body: JSON.stringify(change)});
    };
    draw();
    setInterval(draw, 700);"""
    with App(page(script, body=f"<main></main><template>{CONTROLS}</template>")) as app:
        done = run(program, selectors(tmp_path, app))
        assert told(done) == {"usage": "changed", "sharing": "changed"}, done.out
        assert_honest(app, done)
        assert (app.state, len(app.writes)) == (OFF, 2)
