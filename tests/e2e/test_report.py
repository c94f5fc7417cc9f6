"""The report in a real browser: nothing leaves the file, anybody can read it, and it prints."""

from __future__ import annotations

import base64
import fcntl
import shutil
import struct
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright

from offswitch.journal.pictures import FOLDER, keep_picture
from offswitch.model.scope import Scope
from offswitch.report import write_reports
from tests import browsers
from tests.conftest import ROOT
from tests.needs import without
from tests.unit.report_content import CATALOGUE, full_journal

pytestmark = pytest.mark.e2e

AXE = ROOT / "tests" / "axe"
NPM = ("install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts")
NPM_SECONDS = 180
WIDTHS = (360, 1200)
SCHEMES = ("light", "dark")
DAILY = {(360, "dark"), (1200, "light")}
"""Each width and each color scheme, but not each with each."""


def png(width: int, height: int) -> bytes:
    """A grey picture, as a crop would be."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checked

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xd0" * width) * height)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    with full_journal(folder / "data" / "journal.sqlite3") as journal:
        for side in ("before", "after"):
            keep_picture(journal.path.parent / FOLDER, "w4", "site.ads", side, png(640, 90))
        write_reports(journal, Scope("default"), CATALOGUE, {"html": folder / "report.html"})
    return folder / "report.html"


@pytest.fixture(scope="module")
def browser_here(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(
        executable_path=browsers.headless(),
        args=["--no-sandbox"],
    )
    yield browser
    browser.close()


@pytest.fixture
def opened(browser_here: Browser, report: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, scheme = request.param
    context = browser_here.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme
    )
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda asking: asked.append(asking.url))
    page.goto(report.as_uri())
    yield page
    assert said == []
    assert [url for url in asked if not url.startswith("data:image/png")] == [report.as_uri()]
    context.close()


def every_view() -> pytest.MarkDecorator:
    views = [
        pytest.param(
            (width, scheme),
            id=f"{width}-{scheme}",
            marks=[] if (width, scheme) in DAILY else [pytest.mark.thorough],
        )
        for width in WIDTHS
        for scheme in SCHEMES
    ]
    return pytest.mark.parametrize("opened", views, indirect=True)


def one_view() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("opened", [(1200, "light")], indirect=True, ids=["1200-light"])


@every_view()
def test_it_fits_and_shows_what_it_should(opened: Page) -> None:
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert opened.get_by_role("heading", level=1).inner_text() == "1 of 2 data uses is off"
    images = opened.locator("figure img")
    assert images.count() == 2
    assert images.evaluate_all("all => all.every(each => each.naturalWidth === 640)")
    small = opened.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => e.innerText && !e.closest('svg') &&"
        " parseFloat(getComputedStyle(e).fontSize) < 12).length"
    )
    assert small == 0


@pytest.fixture(scope="module")
def axe() -> str:
    script = AXE / "node_modules" / "axe-core" / "axe.min.js"
    with (AXE / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not script.is_file():
            if reason := without("npm"):
                pytest.skip(f"axe-core is not here: {reason}")
            done = subprocess.run(
                [shutil.which("npm") or "npm", *NPM],
                cwd=AXE,
                capture_output=True,
                text=True,
                timeout=NPM_SECONDS,
                check=False,
            )
            if not script.is_file():
                pytest.skip(f"npm could not fetch axe-core: {done.stderr[-300:]}")
    return script.read_text(encoding="utf-8")


@every_view()
def test_axe_finds_nothing(opened: Page, axe: str) -> None:
    opened.locator("details").evaluate_all("all => all.forEach(each => each.open = true)")
    # The page admits no script, and that is right; the driver's own evaluation is none of the page's.
    opened.evaluate(f"() => {{ {axe} }}")
    found = opened.evaluate(
        "() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})"
    )
    told = [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found["violations"]]
    assert told == []
    # Contrast that axe could not judge would be no proof.
    unsure = [v["id"] for v in found["incomplete"] if v["id"] == "color-contrast"]
    assert unsure == []


@every_view()
def test_the_dots_of_one_run_are_in_one_column_under_their_day(opened: Page) -> None:
    opened.locator("details.folded").evaluate("each => each.open = true")
    middles = "all => all.map(e => { const b = e.getBoundingClientRect(); return (b.left + b.right) / 2 })"
    rows = opened.locator("ul.lanes svg.dots").all()
    assert len(rows) == 2
    places = [row.locator("rect.cell").evaluate_all(middles) for row in rows]
    days = opened.locator(".axis > span > span").evaluate_all(middles)
    assert len(days) == 6
    for one, other, day in zip(*places, days, strict=True):
        assert abs(one - other) < 0.5
        assert abs(one - day) < 0.5
    label = rows[1].get_attribute("aria-label") or ""
    assert "24 Jan 2027 came back on; 31 Jan 2027 switched off" in label


@one_view()
def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(opened: Page) -> None:
    closed = tabbed(opened)
    assert closed[0].startswith("A|Skip to the settings")
    folded = opened.locator("details.folded > summary")
    folded.focus()
    opened.keyboard.press("Enter")
    assert opened.locator("details.folded").evaluate("each => each.open")
    opened.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    opened.locator("a.skip").focus()
    assert len(tabbed(opened)) + 1 > len(closed), "what was folded away is reached too"


def tabbed(page: Page) -> list[str]:
    """Press Tab to the end; everything that can be used is reached, and shows that it is."""
    wanted = page.locator("a[href]:visible, summary:visible").count()
    reached: list[str] = []
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        what = page.evaluate(
            "() => { const e = document.activeElement; const s = getComputedStyle(e);"
            " return e === document.body ? '' : [e.tagName, e.textContent.trim().slice(0, 40), s.outlineStyle].join('|') }"
        )
        if not what:
            break
        reached.append(what)
    assert all(not what.endswith("|none") for what in reached), reached
    # The skip link may be where it began.
    assert len(reached) >= wanted - 1
    return reached


@one_view()
def test_it_prints_with_everything_in_it(opened: Page, tmp_path: Path) -> None:
    pdf = opened.pdf(path=tmp_path / "report.pdf", print_background=True, format="A4")
    assert pdf.startswith(b"%PDF-")
    opened.emulate_media(media="print")
    tables = opened.locator("details table")
    assert tables.count() > 0
    heights = tables.evaluate_all("all => all.map(each => each.getBoundingClientRect().height)")
    assert all(height > 0 for height in heights), "what is folded away on the screen is printed"
    assert opened.locator("details.folded > summary").bounding_box(), "and how much that is"


def test_the_picture_of_a_crop_is_in_the_file(report: Path) -> None:
    assert base64.b64encode(png(640, 90)).decode() in report.read_text(encoding="utf-8")
