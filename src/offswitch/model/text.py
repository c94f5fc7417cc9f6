"""Labels, compared as people read them, and the words that give away a polarity."""

import re
from functools import lru_cache
from typing import Literal

_QUOTES = {"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"'}
_ONE_LETTER = {"i\u0307": "i", "\u0131": "i", "\u00df": "ss", "\u03c2": "\u03c3"}
"""Small letters that capitals do not keep apart: the two of Turkish that are one in other alphabets, which a page's
style sheet may draw in capitals by the rules of its language; the German sharp s; the Greek sigma at a word's end."""
_ALIKE = {
    "'": "['\u2018\u2019\u02bc]",
    '"': '["\u201c\u201d]',
    **dict.fromkeys("iI\u0131\u0130", "[iI\u0131\u0130]\u0307?"),
    **dict.fromkeys(("ss", "\u00df", "\u1e9e"), "(?:ss|\u00df|\u1e9e)"),
}
_LETTERS = re.compile("ss|.", re.IGNORECASE)

_NEGATIVE = re.compile(
    r"^(no\b|not\b|never\b|don't\b|do not\b|doesn't\b|turn off\b|disable\b|disconnect\b|opt(ed)? out\b"
    r"|block\b|stop\b|prevent\b|hide\b|deny\b|refuse\b|decline\b|only me\b|nobody\b|off$)"
)
_POSITIVE = re.compile(
    r"^(yes\b|allow\b|allowed\b|enable\b|turn on\b|connect\b|opt(ed)? in\b|share\b|use\b|show\b|let\b"
    r"|make\b|keep\b|agree\b|accept\b|everyone\b|on$)"
)
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb]"
)
"""Characters that steer a terminal or reorder a line: C0 and C1 controls, marks of direction, and others that show
nothing; also halves of a character, which no file can hold. Tab, newline, and what joins letters stay."""
_UNREAD = (
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ue000-\uf8ff"
)
"""Characters that nobody reads: soft hyphens, zero widths, marks of direction, and glyphs of a page's own font."""
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_COUNT = re.compile(r"\s*\(\s*\d[\d.,\s]*\+?\s*\)$")
_UNREAD_EVERYWHERE = re.compile(f"[{_UNREAD}\U000f0000-\U0010ffff]")
_GAP = rf"[\s{_UNREAD}]*"
Polarity = Literal["negative", "positive", ""]


@lru_cache(maxsize=8192)
def fold(label: str) -> str:
    """Fold case, quotes, white space, and what nobody reads, so that two labels compare as a person reads them."""
    label = _UNREAD_EVERYWHERE.sub("", label).strip() or label
    for curly, straight in _QUOTES.items():
        label = label.replace(curly, straight)
    return " ".join(one_spelling(label.casefold()).split())


def one_spelling(lower: str) -> str:
    """Write a text in lower case, or a regular expression for one, with the letters that ``fold`` leaves."""
    for small, letter in _ONE_LETTER.items():
        lower = lower.replace(small, letter)
    return lower


def without_count(label: str) -> str:
    """Return a label without the number in parentheses at its end, such as that of "Folders (3)"."""
    return _COUNT.sub("", label.rstrip()) or label


def without_steering(text: str) -> str:
    """Remove what steers a terminal or reorders a line from a text that a page or a file chose."""
    return _STEERING.sub("", text)


def without_emails(text: str) -> str:
    """Return a text that a page had a say in without the email addresses in it."""
    return _EMAIL.sub("[email]", text)


def one_line(text: str) -> str:
    """Return a text that a page or a file chose as one line that steers nothing."""
    return " ".join(without_steering(text).split())


def pattern(label: str) -> re.Pattern[str]:
    """Return a regular expression that matches the whole label under the same folding."""
    return re.compile(rf"^{_GAP}{_body(label)}{_GAP}$", re.IGNORECASE)


def phrase(words: str) -> re.Pattern[str]:
    """Return a regular expression that finds a phrase anywhere in a text under the same folding."""
    return re.compile(_body(words), re.IGNORECASE)


def polarity(label: str) -> Polarity:
    """Say whether an English label refuses a data use, allows it, or does not tell.

    Polarity is declared in the selector file and never inferred; this only finds contradictions.
    """
    folded = fold(label)
    if _NEGATIVE.match(folded):
        return "negative"
    return "positive" if _POSITIVE.match(folded) else ""


def _body(label: str) -> str:
    for curly, straight in _QUOTES.items():
        label = label.replace(curly, straight)
    read = _UNREAD_EVERYWHERE.sub("", label).strip() or label
    return rf"{_GAP}\s{_GAP}".join(
        f"[{_UNREAD}]*".join(
            _ALIKE.get(each.lower() if len(each) > 1 else each, re.escape(each))
            for each in _LETTERS.findall(word)
        )
        for word in read.split()
    )


def counted(count: int, noun: str) -> str:
    """Return ``1 run``, ``2 runs``, ``1,204 runs``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
