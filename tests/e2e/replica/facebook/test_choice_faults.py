"""Every fault of a choice on the replica."""

import pytest
from playwright.sync_api import expect

from tests.e2e.replica.facebook.conftest import (
    ABOUT,
    OFF,
    OUTSIDE,
    PARTNERS,
    ROWS,
    Open,
    chosen,
    confirm,
    option,
    review,
    switch_off,
    visit,
)

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]


def test_flips_back(open_site: Open) -> None:
    site = open_site({PARTNERS: ["flips_back"]}, generation="2023-10")
    page = visit(site, PARTNERS)
    switch_off(page, "2023-10", PARTNERS)
    expect(page.get_by_text("Not using this information").last).to_be_visible()
    assert (site.state(PARTNERS), site.writes) == ("on", [])
    page.reload()
    assert chosen(review(page)).startswith("Yes")


@pytest.mark.parametrize("fault", ["save_error", "server_error"])
def test_a_choice_that_cannot_be_saved(open_site: Open, fault: str) -> None:
    site = open_site({PARTNERS: [fault]})
    dialog = review(visit(site, PARTNERS))
    option(dialog, OFF["2026-07"][PARTNERS]).check()
    confirm(dialog)
    expect(dialog.get_by_role("alert")).to_contain_text("wrong")
    assert chosen(dialog).startswith("Allow")
    assert site.writes == []
    assert not any(r["changes"] for r in site.replica.truth()["requests"])


def test_slow(open_site: Open) -> None:
    site = open_site({PARTNERS: ["slow"]})
    dialog = review(visit(site, PARTNERS))
    option(dialog, OFF["2026-07"][PARTNERS]).check()
    confirm(dialog)
    expect(dialog.get_by_role("button", name="Confirm")).to_have_attribute("aria-busy", "")
    dialog.wait_for(state="detached")
    assert site.writes == [(PARTNERS, "on", "off")]


def test_late_hydration(open_site: Open) -> None:
    site = open_site({PARTNERS: ["late_hydration"]})
    page = visit(site, PARTNERS)
    with site.replica.hold("AdSettingsDataFromPartnersReviewDialogQuery"):
        dialog = review(page)
        expect(option(dialog, OFF["2026-07"][PARTNERS])).to_be_checked()
    expect(option(dialog, OFF["2026-07"][PARTNERS])).not_to_be_checked()
    assert chosen(dialog).startswith("Allow")


def test_late_save(open_site: Open) -> None:
    site = open_site({PARTNERS: ["late_save"]})
    page = visit(site, PARTNERS)
    switch_off(page, "2026-07", PARTNERS)
    page.reload()
    assert chosen(review(page)).startswith("Allow")
    page.reload()
    switch_off(page, "2026-07", PARTNERS)
    with page.expect_response(lambda r: "Mutation" in (r.request.post_data or "")):
        pass
    assert site.writes == [(PARTNERS, "on", "off")]


@pytest.mark.parametrize(("fault", "after_reload"), [("local_only", 0), ("optimistic_only", 1)])
def test_nothing_is_sent(open_site: Open, fault: str, after_reload: int) -> None:
    site = open_site({PARTNERS: [fault]})
    page = visit(site, PARTNERS)
    switch_off(page, "2026-07", PARTNERS)
    assert site.writes == []
    page.reload()
    assert chosen(review(page)).startswith(["Don’t allow", "Allow"][after_reload])
    assert chosen(review(visit(site, PARTNERS))).startswith("Allow")


def test_duplicate(open_site: Open) -> None:
    dialog = review(visit(open_site({PARTNERS: ["duplicate"]}), PARTNERS))
    expect(dialog.get_by_text(OFF["2026-07"][PARTNERS], exact=True)).to_have_count(2)
    expect(dialog.get_by_role("radio")).to_have_count(4)


def test_renamed(open_site: Open) -> None:
    site = open_site({PARTNERS: ["renamed"]})
    page = visit(site, PARTNERS)
    dialog = review(page)
    for known in (*ROWS["2026-07"].values(), *OFF["2026-07"].values()):
        if known not in (ROWS["2026-07"][OUTSIDE], ROWS["2026-07"][ABOUT]):
            assert page.get_by_text(known, exact=True).count() == 0
    expect(dialog.get_by_role("radio")).to_have_count(2)


def test_absent(open_site: Open) -> None:
    site = open_site({PARTNERS: ["absent"]})
    page = visit(site, PARTNERS)
    expect(page.get_by_role("tab", name="Manage info")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("link", name="Ads in other apps")).to_be_visible()
    expect(page.get_by_text(ROWS["2026-07"][PARTNERS])).to_have_count(0)
    assert site.state(PARTNERS) == "absent"


def test_locked(open_site: Open) -> None:
    dialog = review(visit(open_site({PARTNERS: ["locked"]}), PARTNERS))
    expect(dialog.get_by_text("can’t be changed")).to_be_visible()
    for radio in dialog.get_by_role("radio").all():
        expect(radio).to_be_disabled()


def test_hidden_twin(open_site: Open) -> None:
    site = open_site({PARTNERS: ["hidden_twin"]})
    page = visit(site, PARTNERS)
    expect(page.locator("[role=button]", has_text="Review setting")).to_have_count(2)
    dialog = review(page)
    expect(dialog.locator("input[type=radio]")).to_have_count(4)
    expect(dialog.get_by_role("radio")).to_have_count(2)
    assert chosen(dialog).startswith("Allow")
    copy = dialog.locator("[aria-hidden] input[type=radio]:checked").locator("xpath=..")
    expect(copy).to_contain_text("Don’t allow")
    dialog.get_by_text(OFF["2026-07"][PARTNERS], exact=True).last.click()
    confirm(dialog)
    dialog.wait_for(state="detached")
    assert site.writes == [(PARTNERS, "on", "off")]


def test_mixed_signals(open_site: Open) -> None:
    dialog = review(visit(open_site({PARTNERS: ["mixed_signals"]}), PARTNERS))
    for radio in dialog.locator("input[type=radio]").all():
        assert radio.get_attribute("aria-checked") != str(radio.is_checked()).lower()


def test_unset(open_site: Open) -> None:
    dialog = review(visit(open_site({PARTNERS: ["unset"]}), PARTNERS))
    expect(dialog.locator("input:checked")).to_have_count(0)


def test_unexpected_dialog(open_site: Open) -> None:
    site = open_site({PARTNERS: ["unexpected_dialog"]})
    page = visit(site, PARTNERS)
    page.get_by_role("button", name="Review setting").click()
    surprise = page.get_by_role("dialog", name="Before you continue")
    surprise.wait_for()
    assert site.writes == []
    surprise.get_by_role("button", name="Accept and continue").click()
    surprise.wait_for(state="detached")
    expect(page.get_by_role("dialog")).to_have_count(1)
    page.wait_for_load_state("networkidle")
    assert site.writes == [("accounts_center.consent", "off", "on")]


def test_side_effect(open_site: Open) -> None:
    site = open_site({PARTNERS: ["side_effect"], ABOUT: {"state": "off"}})
    switch_off(visit(site, PARTNERS), "2026-07", PARTNERS)
    assert site.writes == [(PARTNERS, "on", "off"), (ABOUT, "off", "on")]
