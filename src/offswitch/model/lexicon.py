"""English labels and what a site shows instead of them in another language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from offswitch.errors import SettingError
from offswitch.model.text import fold
from offswitch.model.words import Reason


@dataclass(frozen=True)
class Lexicon:
    """Translations of a platform's labels: language → folded English label → what is shown."""

    languages: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def translate(self, label: str, language: str) -> tuple[str, ...]:
        """Return the words that stand for an English label on a page of this language.

        Args:
            label: the English label of the selector file.
            language: the page's language tag (``de``, ``pt-BR``); empty counts as English, since
                a page that is not will then not be recognised.

        Raises:
            SettingError: ``language``, when there are no words for it; never a guess.
        """
        tag = language.replace("_", "-")
        primary = tag.partition("-")[0].lower()
        if primary in {"", "en"}:
            return (label,)
        words = self._of(tag, primary)
        if words is None:
            raise SettingError(
                Reason.LANGUAGE,
                f"the page is in another language ({tag}) and no labels for it are known",
                "set the site to English, or add a labels file for that language",
            )
        if fold(label) not in words:
            raise SettingError(
                Reason.LANGUAGE,
                f"the label {label!r} is not known in this language ({tag})",
                "set the site to English, or add the label to the labels file",
            )
        return words[fold(label)]

    def _of(self, tag: str, primary: str) -> Mapping[str, tuple[str, ...]] | None:
        exact = {name.lower(): words for name, words in self.languages.items()}
        return exact.get(tag.lower()) or exact.get(primary)
