"""Kinds of hostile edit to a selector file; each stands for what was tried on 2026-11-25."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from offswitch.packs import bundled_folder
from offswitch.packs.disk import selector_files

SHIPPED = {
    str(path.relative_to(bundled_folder())): path for path in selector_files(bundled_folder())
}
Data = dict[str, Any]
Edit = Callable[[Data], None]
OWN = Path("own.toml")
"""What a person's own file is called."""


def own_version(path: Path) -> Data:
    """What a file says, under a version that is not bundled; it keeps what it may keep."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    if "version" in data:
        data["version"] += "-own"
    data.pop("noise", None)
    if data.pop("session", None):  # what is different for another session is for none but that
        del data["moved"], data["extends"]
    return data


def a_route(data: Data, **more: Any) -> Data:
    """A route of the file's own to a setting that the platform has, whatever file it is."""
    names = {
        "facebook": "research_data_use",
        "instagram": "ai_activity_sharing",
        "accounts_center": "partner_activity",
        "whatsapp": "link_previews",
    }
    hosts = {
        "facebook": "www.facebook.com",
        "instagram": "www.instagram.com",
        "accounts_center": "accountscenter.facebook.com",
        "whatsapp": "web.whatsapp.com",
    }
    name = names[data["platform"]]
    elements = data.setdefault("elements", {})
    elements["own_off"] = [{"by": "label", "label": "Don't allow my own words"}]
    elements["own_on"] = [{"by": "label", "label": "Allow my own words"}]
    elements["own_step"] = [{"by": "role", "role": "button", "name": "Own step"}]
    route: Data = {
        "url": f"https://{hosts[data['platform']]}/settings",
        "control": {"kind": "choice", "off": "own_off", "on": "own_on"},
        "mutations": ["*Mutation"],
        **more,
    }
    data.setdefault("routes", {})[name] = route
    data.setdefault("version", "2026-11-own")
    return route


def step(key: str, **locator: str) -> Edit:
    def edit(data: Data) -> None:
        a_route(data, **{key: ["own_step"]}, save="confirm" if key == "confirm" else "instant")
        data["elements"]["own_step"] = [locator]

    return edit


def put_away(**locator: str) -> Edit:
    def edit(data: Data) -> None:
        data.setdefault("elements", {})["own_step"] = [locator]
        own = {"visible": "own_step", "dismiss": "own_step"}
        data.setdefault("interruptions", {})["own"] = own

    return edit


def controls(**control: Any) -> Edit:
    def edit(data: Data) -> None:
        a_route(data)["control"] = control

    return edit


def exchange(data: Data) -> None:
    route = a_route(data)
    route["control"] = {"kind": "choice", "off": "own_on", "on": "own_off"}


def labelled(off: str) -> Edit:
    def edit(data: Data) -> None:
        a_route(data)
        data["elements"]["own_off"] = [{"by": "label", "label": off}]

    return edit


def at(url: str) -> Edit:
    def edit(data: Data) -> None:
        a_route(data)["url"] = url

    return edit


def with_(**tables: Any) -> Edit:
    return lambda data: data.update(tables)


def reading(*reads: str) -> Edit:
    return with_(requests={"operation": "fb_api_req_friendly_name", "reads": list(reads)})


def redefine(table: str, name: Callable[[Data], str], said: Any) -> Edit:
    def edit(data: Data) -> None:
        data.setdefault(table, {})[name(data)] = said

    return edit


def bundled_element(data: Data) -> str:
    names = {
        "facebook": "settings_and_privacy",
        "instagram": "settings",
        "whatsapp": "privacy",
        "accounts_center": "review_setting",
    }
    return names[data["platform"]]


def bundled_interruption(data: Data) -> str:
    return "sign_in"


def same_version(data: Data) -> None:
    if "version" not in data:
        a_route(data)
    names = {
        "facebook": "2026-07",
        "instagram": "2026-07",
        "accounts_center": "2026-07",
        "whatsapp": "2026-07",
    }
    data["version"] = names[data["platform"]]


def action(data: Data) -> None:
    a_route(data)["control"] = {"kind": "action", "element": "own_step", "done": "own_off"}
    data["elements"]["own_step"] = [{"by": "role", "role": "button", "name": "Delete account"}]


def noisy(data: Data) -> None:
    data.pop("version", None)
    data.pop("routes", None)
    data.pop("evidence", None)
    data["noise"] = {"label": ["**"]}


ACCEPT = [{"by": "role", "role": "button", "name": "Accept all"}]
EDITS: dict[str, Edit] = {
    # Which side means off
    "exchange the sides of a choice": exchange,
    "call the allowing option off": labelled("Allow it"),
    "call a yes off": labelled("Yes, use my data"),
    "call everyone off": labelled("Everyone"),
    "switch on what is inverted": controls(kind="switch", element="own_on", inverted=True),
    "switch off a refusal": controls(kind="switch", element="own_off"),
    "one element for both sides": controls(kind="choice", off="own_off", on="own_off"),
    "read false as on": controls(
        kind="switch",
        element="own_on",
        state={"attribute": "aria-checked", "on": "false", "off": "true"},
    ),
    "read a class that says off as on": controls(
        kind="switch", element="own_on", state={"class": "is-off"}
    ),
    "read any class as on": controls(kind="switch", element="own_on", state={"class": "x1abc"}),
    "destroy as the way to off": labelled("Delete account"),
    # What counts as a read
    "admit everything as a read": reading("*"),
    "admit changes with two letters before": reading("*Query", "??*Mutation"),
    "admit changes by a set": reading("*[a-zA-Z]*"),
    "admit changes by their end": reading("*utation"),
    "admit every path": reading("POST /*"),
    "say what reads are once more": reading("*Query", "Get*"),
    # Where the platform's pages are
    "a host of another company": with_(hosts=["evil.test"]),
    "a host on this machine": with_(hosts=["127.0.0.1:8080"]),
    "a host that only begins alike": with_(hosts=["www.facebook.com.evil.test"]),
    "content from a whole ending": with_(content_hosts=["*.com"]),
    "content from anywhere": with_(content_hosts=["*"]),
    "content from another company": with_(content_hosts=["*.evil.test"]),
    "an address elsewhere": at("https://evil.test/"),
    "an address with a name before it": at("https://www.facebook.com@evil.test/"),
    "an address with a backslash": at("https://evil.test\\@www.facebook.com/"),
    "an address with a line break": at("https://www.facebook.com/\n/settings"),
    "an address with a mark that turns text around": at("https://www.facebook.com/\u202e"),
    "an address of a file": at("file:///etc/passwd"),
    "an address that is a program": at("javascript:alert(1)"),
    "another page to sign in at": with_(
        session={
            "sign_in": "https://www.facebook.com/login.evil",
            "signed_in": "own_step",
            "home": "https://www.facebook.com/",
        }
    ),
    # What is pressed
    **{
        f"{key} presses “{name}” by its {how}": step(key, by=how, **{word: name}, **role)
        for key, name, how, word, role in [
            ("open", "Accept all", "text", "value", {}),
            ("then", "I accept", "role", "name", {"role": "button"}),
            ("path", "OK, I agree", "text", "value", {}),
            ("asked", "Delete account", "role", "name", {"role": "link"}),
            ("confirm", "Turn on", "role", "name", {"role": "button"}),
            ("open", "Leave group", "row", "label", {}),
            ("then", "Konto löschen", "text", "value", {}),
            ("path", "同意する", "text", "value", {}),
        ]
    },
    "open presses an option": step("open", by="role", role="option", name="Own step"),
    "open presses another switch": step("open", by="role", role="switch", name="Own step"),
    "asked presses a control by its label": step("asked", by="label", label="Own step"),
    "then presses a control by its key": step(
        "then", by="key", attribute="id", value="x", label="Own step"
    ),
    "path presses a phrase": step("path", by="phrase", value="accept all of it"),
    "put a dialog away with “Accept all”": put_away(**ACCEPT[0]),
    "put a dialog away with “Delete account”": put_away(by="text", value="Delete account"),
    "put a dialog away with a switch": put_away(by="role", role="switch", name="Own step"),
    "answer a question that destroys": lambda data: a_route(data).update(
        native="Delete your account?"
    ),
    "an action that nothing bundled does": action,
    # What the bundled files say already
    "say what a bundled element is": redefine("elements", bundled_element, ACCEPT),
    "put a bundled sign-in away": redefine(
        "interruptions", bundled_interruption, {"url": ["*"], "dismiss": "own_step"}
    ),
    "take the place of a bundled layout": same_version,
    "find the platform elsewhere": with_(session="own", moved={"www.facebook.com": "evil.test"}),
    "extend another bundled platform": lambda data: data.update(
        extends=["whatsapp" if data["platform"] != "whatsapp" else "facebook"]
    ),
    "extend a stranger's platform": with_(extends=["evil"]),
    "call every control noise": noisy,
    # What the format does not have
    "a program": with_(run="rm -rf ~"),
    "a locator that is a program": redefine(
        "elements", lambda _: "x", [{"by": "xpath", "value": "//*"}]
    ),
    "a wanted state of on": lambda data: a_route(data).update(wanted="on"),
    "a file elsewhere": with_(extends=["../../etc/passwd"]),
    "a version elsewhere": with_(version="../../2026-01"),
    "a format of tomorrow": with_(schema=2),
    "a schema of many digits": with_(schema=10**4000),
}
