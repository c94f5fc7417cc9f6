"""Pages with secrets everywhere, each of which can be recognized wherever it turns up."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from random import Random
from typing import Any

_TAGS = ("div", "span", "p", "h2", "label", "li", "button", "a", "section", "em")
_NUMBER = "4915112345"
"""What the numbers among the secrets begin with."""
_LETTERS = "zqk"
"""What all other secrets hold."""


class Secrets:
    """Makes secrets, each another one.

    Args:
        random: decides.
        known: labels that are no secrets, and stand beside them.
    """

    def __init__(self, random: Random, known: Sequence[str]) -> None:
        self._random, self._known = random, known

    def word(self) -> str:
        return f"{_LETTERS}{self._random.randrange(16**6):06x}"

    def text(self) -> str:
        """Return a text that holds a secret, or only words that are none."""
        random, word, known = self._random, self.word(), self._random.choice(self._known)
        if random.random() < 0.3:
            return known
        return random.choice(
            [
                word,
                word.title(),
                f"{known} {word}",
                f"{word} {known}",
                f"{known}: {word}.",
                f"{known}{word}",
                f"{word}@example.org",
                f"Write to {word}@example.org!",
                f"https://example.org/{word}?a=1",
                f"www.{word}.example/{word}",
                f"@{word}",
                f"{word.title()} {word.title()}",
                f"{word}, 3 friends and 17 others",
                f"+{_NUMBER}{random.randrange(1000):03}",
                f"{_NUMBER}{random.randrange(1000):03}",
                f"<b>{word}</b>",
                f"<{word}>",
                f"<text {word}>",
                f"on {word}",
                f"\u202e{word}\u200b",
                f"{word}\u00a0{known}",
                f"{known} {known} {word} " * 20,
            ]
        )

    def nodes(self) -> list[dict[str, Any]]:
        """Return the structure of a page, as a page under a stranger's control might tell it."""
        random = self._random
        nodes: list[dict[str, Any]] = [{"in": -1, "tag": "body"}]
        holders = [0]
        for number in range(1, random.randrange(3, 40)):
            outer = random.choice(holders)
            if random.random() < 0.4:
                nodes.append({"in": outer, "text": self.text()})
                continue
            holders.append(number)
            nodes.append({"in": outer, **self._element(number)})
        return nodes

    def _element(self, number: int) -> dict[str, Any]:
        random = self._random
        return {
            "tag": random.choice([*_TAGS, "input", "select", self.word()]),
            "inline": random.random() < 0.3,
            "role": random.choice(["", "", "switch", "button", self.word()]),
            "states": {"checked": random.choice(["true", self.word()]), self.word(): "true"},
            "checked": random.choice(["", "true", self.word()]),
            "type": random.choice(["checkbox", self.word()]),
            "label": random.choice(["", self.text()]),
            "options": [self.text() for _ in range(random.randrange(3))],
            "popup": random.choice(["", "menu", self.word()]),
            "hidden": random.choice(["", "clear", self.word()]),
            "placed": random.choice(["", "fixed", self.word()]),
            "overflow": random.choice(["", "auto", self.word()]),
            "labelled": [random.randrange(number)],
            "box": [random.randrange(900) for _ in range(4)],
            self.word(): self.word(),
        }

    def page(self) -> str:
        """Return the HTML of a page with secrets wherever a page can have some."""
        random, word = self._random, self.word
        parts = [self._part() for _ in range(random.randrange(3, 12))]
        return (
            f"<!doctype html><html lang=en data-user={word()}><head><title>{word()}</title>"
            f"<meta name=description content={word()}><style>.{word()} {{ color: red }}</style></head>"
            f"<body class={word()} id={word()}><!-- {word()} --><script>var {word()} = '{word()}';"
            f"document.cookie = 'a={word()}';</script>{''.join(parts)}"
            f"<template>{word()}</template><noscript>{word()}</noscript></body></html>"
        )

    def _part(self) -> str:
        random, word = self._random, self.word
        text = html.escape(self.text())
        named = f'id={word()} class="{word()}" data-{word()}={word()} title="{word()}"'
        return random.choice(
            [
                f"<p {named}>{text}</p>",
                f"<h2 {named}>{text}<!-- {word()} --></h2>",
                f"<a {named} href='https://example.org/{word()}'>{text}</a>",
                f"<img {named} alt='{word()}' src='data:image/gif;base64,{word()}'>",
                f"<input {named} placeholder='{word()}' value='{word()}' name={word()}>",
                f"<textarea {named} placeholder={word()}>{text}</textarea>",
                f"<label {named}><input type=checkbox name={word()} value={word()}> {text}</label>",
                f"<div {named} role=switch aria-checked=true aria-label='{text}' tabindex=0>.</div>",
                f"<div {named} role={word()} aria-checked={word()} aria-label='{word()}'>{text}</div>",
                f"<select {named}><option value={word()}>{text}<option>{word()}</select>",
                f"<{word()}-{word()} {named}>{text}</{word()}-{word()}>",
                f"<div {named} contenteditable>{text}</div>",
                f"<b id=x{word()} hidden>{text}</b><button aria-labelledby='x{word()}'>{text}</button>",
                f"<div {named} style=\"background: url('data:,{word()}')\">{text}</div>",
                f'<iframe {named} width=200 height=60 srcdoc="<p title={word()}>{text}</p>"></iframe>',
                # Where recorders of pages have told what they should not: rrweb-io/rrweb#1361 and #1488,
                # DataDog/browser-sdk#3961, supabase/supabase#48818, getsentry/sentry-javascript#16176.
                f"<input {named} type=button value='{text}'>",
                f"<input {named} type=hidden value='{text}'>",
                f"<svg {named}><title>{word()}</title><text y=20>{text}</text></svg>",
                f"<style>#p{word()}::before {{ content: '{word()}' }}</style><p {named}>{text}</p>",
                f"<select {named}><optgroup label='{text}'><option>{text}</optgroup></select>",
                (
                    f"<div {named} role=slider aria-valuenow=1 aria-valuetext='{text}' tabindex=0>"
                    f"<i aria-description='{word()}' aria-roledescription='{word()}'>{text}</i></div>"
                ),
                f"<table {named}><caption>{text}</caption><tr><th abbr={word()}>{text}</table>",
                f"<details {named} open><summary>{text}</summary>{text}</details>",
            ]
        )


def secrets_in(bundle: str) -> list[str]:
    """Return what a bundle tells that nobody may know."""
    told = json.dumps(json.loads(bundle), ensure_ascii=False).lower()
    return [secret for secret in (_LETTERS, _NUMBER, "example.org", "example") if secret in told]
