"""The report in the person's own browser: served once, at an address that nobody can guess."""

from __future__ import annotations

import urllib.error
import urllib.request
import webbrowser
from pathlib import Path
from threading import Thread

import pytest

from offswitch.report import viewer


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "report.html"
    path.write_text("<p>Ünïcode</p>", encoding="utf-8")
    return path


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        return str(answer.read().decode())


def test_a_browser_gets_the_page(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    got: list[str] = []

    def browse(url: str) -> bool:
        def look() -> None:
            with pytest.raises(urllib.error.HTTPError, match="404"):
                get(url.rsplit("/", 2)[0] + "/")
            got.append(get(url))

        readers.append(Thread(target=look))
        readers[0].start()
        return True

    readers: list[Thread] = []
    monkeypatch.setattr(webbrowser, "open", browse)
    assert viewer.show_once(page)
    readers[0].join(timeout=10)
    assert got == ["<p>Ünïcode</p>"]


def test_a_browser_in_the_terminal_gets_it_before_it_ends(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    got: list[str] = []

    def browse(url: str) -> bool:
        got.append(get(url))  # as `BROWSER=w3m` does: webbrowser waits for it
        return True

    monkeypatch.setattr(webbrowser, "open", browse)
    assert viewer.show_once(page)
    assert got == ["<p>Ünïcode</p>"]


def test_nobody_waits_if_there_is_no_browser(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _: False)
    assert not viewer.show_once(page)


def test_a_browser_that_never_asks_is_not_waited_for(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _: True)
    monkeypatch.setattr(viewer, "_PATIENCE_SECONDS", 0.2)
    assert not viewer.show_once(page)
