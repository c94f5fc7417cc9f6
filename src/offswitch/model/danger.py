# ruff: noqa: RUF001 - words of many languages
"""Words that grant a data use, or destroy something, in every language that labels are known in.

A step on the way must not be pressed where it says such a word, unless that is its own label. A word
counts anywhere in a text, as a whole word; "don't allow" and "only allow essential" grant nothing.
"""

import re
from dataclasses import dataclass, field

from offswitch.model.text import fold


@dataclass(frozen=True)
class _Tongue:
    """One language's words.

    Attributes:
        granting: what a form stands for → its forms, as a regular expression.
        destructive: the same for what deletes, leaves or signs out.
        refusing: what before a granting form turns it round.
        least: with a granting form, what only lets through what must be: no grant.
        spaced: whether words are parted by spaces.
    """

    granting: dict[str, str]
    destructive: dict[str, str]
    refusing: str = "(?!)"
    least: tuple[str, ...] = ()
    spaced: bool = True
    _grants: dict[str, re.Pattern[str]] = field(init=False, repr=False, default_factory=dict)
    _destroys: dict[str, re.Pattern[str]] = field(init=False, repr=False, default_factory=dict)
    _refused: list[re.Pattern[str]] = field(init=False, repr=False, default_factory=list)

    def __post_init__(self) -> None:
        any_form = "(?:" + "|".join(self.granting.values()) + ")"
        self._grants.update({word: self._whole(forms) for word, forms in self.granting.items()})
        self._destroys.update({word: self._whole(f) for word, f in self.destructive.items()})
        gap = r"\s+" if self.spaced else ""
        refused = [rf"(?:{self.refusing}){gap}{any_form}"]
        refused += [least.replace("GRANT", any_form) for least in self.least]
        self._refused.extend(self._whole(each) for each in refused)

    def without_refusals(self, text: str) -> str:
        """Return a folded text without what it refuses to grant."""
        for refused in self._refused:
            text = refused.sub(" ; ", text)
        return text

    def granting_words(self, text: str) -> set[str]:
        """Return what a folded text grants."""
        return {word for word, forms in self._grants.items() if forms.search(text)}

    def destructive_words(self, text: str) -> set[str]:
        """Return what a folded text destroys."""
        return {word for word, forms in self._destroys.items() if forms.search(text)}

    def _whole(self, forms: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{forms})(?!\w)" if self.spaced else forms)


_TONGUES = (
    _Tongue(  # English
        granting={
            "accept": "accept(?:s|ing)?",
            "agree": "agree",
            "allow": "allow(?:s|ing)?",
            "turn on": r"(?:turn|switch)(?:ing)? (?:(?:it|this|them|all) )?on|keep (?:(?:it|this) )?on",
            "enable": "enabl(?:e|es|ing)",
            "activate": "activate",
            "consent": "(?:i|give|giving) (?:my )?consent|consent to|^consent(?= and|$)",
            "opt in": r"opt(?:ing)?[ -]in",
            "connect": "connect",
            "share": r"share(?= (?:my|our|your|all|more|it|this|data|with|and|anyway)\b)|^share$",
            "let": "let (?:us|them|others|partners|apps|everyone|people)",
            "continue with": "continue with",
            "yes": "yes",
        },
        destructive={
            "delete": "delet(?:e|es|ed|ing|ion)",
            "deactivate": r"deactivat\w*",
            "leave": "leav(?:e|es|ing)",
            "sign out": "(?:sign|log)(?:ging|ing|ged|ed)? (?:out|off)",
            "remove": "remov(?:e|es|ed|ing|al)",
            "unlink": r"unlink\w*",
            "clear": "clear(?:s|ed|ing)?",
            "erase": r"eras\w*",
            "reset": r"reset\w*",
        },
        refusing=(
            "(?:don't|do not|doesn't|does not|never|(?<!why )not|without|stop|no longer|can't|cannot"
            "|won't|will not)(?: (?:sell or|want to|wish to|to|automatically))*"
        ),
        least=(
            r"only GRANT (?:(?:strictly|the) )*(?:essential|necessary|required|needed|functional)",
            r"GRANT (?:only|just) (?:(?:strictly|the) )*(?:essential|necessary|required|needed|functional)",
            r"GRANT (?:(?:strictly|the) )*(?:essential|necessary|required)(?: cookies)?(?: only|$)",
        ),
    ),
    _Tongue(  # German
        granting={
            "accept": "akzeptier(?:en|e|t)|annehmen",
            "agree": "zustimmen|stimmen? zu|einverstanden",
            "allow": "zulassen|erlauben?|lassen? zu|gestatten",
            "turn on": "einschalten|anschalten|schalten? ein",
            "enable": "aktivier(?:en|e|t)|freigeben",
            "consent": "einwilligen|willige ein|einwilligung (?:geben|erteilen)",
            "connect": "verbinden",
            "share": "(?:daten|informationen|aktivitäten) teilen|^teilen$",
            "continue with": "weiter mit|fortfahren mit",
            "yes": "^ja(?=[,.! ]|$)",
        },
        destructive={
            "delete": "löschen|löscht|löschung|gelöscht|lösche",
            "remove": "entfernen|entfernt|entferne",
            "leave": "verlassen|austreten",
            "sign out": "abmelden|ausloggen|melden? .{0,20}ab",
            "reset": "zurücksetzen",
            "deactivate": r"konto \w*\s?(?:deaktivieren|stilllegen)|kontodeaktivierung",
            "clear": "leeren",
        },
        refusing="nicht(?: mehr)?|nie|niemals|ohne zu|keine?",
        least=(
            r"nur (?:(?:unbedingt|technisch) )?(?:essenzielle|essentielle|notwendige|erforderliche|nötige)\w*(?: cookies)? GRANT",
        ),
    ),
    _Tongue(  # Spanish
        granting={
            "accept": "acept(?:ar|o|a)",
            "agree": "estoy de acuerdo|de acuerdo",
            "allow": "permit(?:ir|o|e)|autoriz(?:ar|o|a)",
            "turn on": "activ(?:ar|o)|encender",
            "enable": "habilitar",
            "consent": "consentir|consiento|doy mi consentimiento",
            "connect": "conectar",
            "share": "compartir (?:mis?|tus?|sus?|datos|información|con)|^compartir$",
            "continue with": "continuar con",
            "yes": "sí",
        },
        destructive={
            "delete": "elimin(?:ar|a|e)|borrar|borra|suprimir",
            "remove": "quitar|retirar",
            "leave": "abandonar|salir de",
            "sign out": "cerrar (?:la )?sesión|^salir$",
            "reset": "restablecer|reiniciar",
            "deactivate": "desactivar (?:(?:la|mi|tu|su) )?cuenta",
            "clear": "vaciar",
        },
        refusing="no|sin|nunca|dejar de",
        least=(
            "(?:solo|sólo|únicamente) GRANT (?:las )?(?:cookies )?(?:esenciales|necesarias|obligatorias)",
            "GRANT (?:solo|sólo|únicamente) (?:las )?(?:cookies )?(?:esenciales|necesarias|obligatorias)",
        ),
    ),
    _Tongue(  # French
        granting={
            "accept": "accept(?:er|e|ez)",
            "agree": "d'accord|approuver",
            "allow": "autoris(?:er|e|ez)|permett(?:re|ez)",
            "turn on": "activ(?:er|ez)",
            "enable": "allumer",
            "consent": "consent(?:ir|ez)|je consens",
            "share": "partager (?:mes|mon|ma|vos|avec|les)|^partager$",
            "continue with": "continuer avec",
            "yes": "oui",
        },
        destructive={
            "delete": "supprim(?:er|e|ez)|effac(?:er|e|ez)",
            "remove": "retirer|enlever",
            "leave": "quitter",
            "sign out": "(?:se|me|vous) déconnecter|déconnexion",
            "reset": "réinitialiser",
            "deactivate": "désactiver (?:(?:le|mon|votre|ce) )?compte",
            "clear": "vider",
        },
        refusing="(?:ne )?(?:pas|plus|jamais)|sans",
        least=(
            "(?:n')?GRANT (?:uniquement|seulement|que) (?:les )?(?:cookies )?(?:essentiels|nécessaires|obligatoires)",
        ),
    ),
    _Tongue(  # Italian
        granting={
            "accept": "accett(?:a|o|are)",
            "agree": "sono d'accordo",
            "allow": "permett(?:i|ere)|autorizz(?:a|are)|consent(?:i|ire)",
            "turn on": "attiv(?:a|are)",
            "enable": "abilit(?:a|are)",
            "consent": "acconsent(?:o|i|ire)",
            "connect": "colleg(?:a|are)",
            "share": "condivid(?:i|ere) (?:i|le|la|il|con)|^condividi$",
            "continue with": "continua con",
            "yes": "sì",
        },
        destructive={
            "delete": "elimin(?:a|are)|cancell(?:a|are)",
            "remove": "rimuov(?:i|ere)",
            "leave": "abbandon(?:a|are)|esci da",
            "sign out": "esci|disconnettiti",
            "reset": "ripristin(?:a|are)|reimpost(?:a|are)",
            "deactivate": r"disattiva(?:re)? (?:\w+ )?account",
            "clear": "svuot(?:a|are)",
        },
        refusing="non|senza|mai",
        least=(
            "GRANT (?:solo|soltanto) (?:i )?(?:cookie )?(?:essenziali|necessari|tecnici|obbligatori)",
            "(?:solo|soltanto) GRANT (?:i )?(?:cookie )?(?:essenziali|necessari|tecnici|obbligatori)",
        ),
    ),
    _Tongue(  # Japanese
        granting={
            "accept": "受け入れる|承諾する|承認する",
            "agree": "同意(?:する|して|します)|^同意$",
            "allow": "許可(?:する|して|します)|^(?:すべて)?許可$",
            "turn on": "オンに(?:する|して|します)",
            "enable": "有効に(?:する|して|します)|有効化",
            "share": "共有(?:する|します)",
            "yes": "^はい",
        },
        destructive={
            "delete": "削除|消去",
            "clear": "クリア",
            "sign out": "ログアウト|サインアウト",
            "leave": "退会|退出|脱退",
            "reset": "リセット|初期化",
            "deactivate": "アカウントの?(?:停止|無効)",
        },
        least=(
            "(?:必要|必須)[^、。]{0,12}(?:のみ|だけ)を?(?:GRANT)",
            "(?:同意|許可|承認|承諾|共有|受け入れ|有効に|オンに)(?:せず|しない|できない)",
        ),
        spaced=False,
    ),
    _Tongue(  # Dutch
        granting={
            "accept": "accept(?:eren|eer|eert)|aanvaarden",
            "agree": "akkoord|instemmen|mee eens",
            "allow": "toestaan|sta toe",
            "turn on": "inschakelen|aanzetten|zet aan",
            "enable": "activeren|activeer",
            "consent": "toestemming geven|geef toestemming",
            "connect": "koppelen|verbinden",
            "share": "(?:gegevens|informatie) delen|^delen$",
            "continue with": "doorgaan met",
            "yes": "^ja(?=[,.! ]|$)",
        },
        destructive={
            "delete": "verwijder(?:en|t|d)?|(?:geschiedenis|gegevens|alles) wissen|^wis(?:sen)?$",
            "leave": "verlaten|verlaat",
            "sign out": "afmelden|uitloggen|meld af",
            "reset": "resetten|opnieuw instellen|herstellen",
            "deactivate": r"account (?:\w+ )?deactiveren",
            "clear": "leegmaken",
        },
        refusing="niet(?: meer)?|nooit|zonder te",
        least=(
            "alleen (?:strikt )?(?:noodzakelijke|essentiële|vereiste|functionele)(?: cookies)? GRANT",
        ),
    ),
    _Tongue(  # Polish
        granting={
            "accept": r"(?:za)?akceptu(?:j|ję|je)|akceptować",
            "agree": "zgadzam się|zgoda",
            "allow": "zezw(?:ól|alaj|alam|ala|olić)|pozw(?:ól|alaj|alam|olić)",
            "turn on": "włącz|włączyć",
            "enable": "aktywuj|aktywować",
            "consent": "wyrażam zgodę|wyraź zgodę",
            "connect": "połącz",
            "share": "udostępnij|udostępniaj",
            "yes": "^tak(?=[,.! ]|$)",
        },
        destructive={
            "delete": "usuń|usunąć|usuwanie|skasuj",
            "clear": "wyczyść|wyczyścić",
            "leave": "opuść|opuścić",
            "sign out": "wyloguj(?: się)?",
            "reset": "zresetuj|resetuj",
            "deactivate": "dezaktywuj konto",
        },
        refusing="nie|bez|nigdy",
        least=(
            "GRANT tylko (?:na )?(?:niezbędne|konieczne|wymagane)",
            "tylko (?:niezbędne|konieczne|wymagane)(?: pliki cookie)? GRANT",
        ),
    ),
    _Tongue(  # Portuguese
        granting={
            "accept": "aceit(?:ar|o|e|a)",
            "agree": "concord(?:ar|o)|estou de acordo",
            "allow": "permit(?:ir|o|e)|autoriz(?:ar|o)",
            "turn on": "ativar|activar|ligar",
            "enable": "habilitar",
            "consent": "consentir|consinto|dou (?:o )?meu consentimento",
            "connect": "conectar",
            "share": "(?:compartilhar|partilhar) (?:meus?|minhas?|seus?|suas?|os|as|dados|com)|^(?:compartilhar|partilhar)$",
            "continue with": "continuar com",
            "yes": "^sim(?=[,.!]|$)",
        },
        destructive={
            "delete": "exclu(?:ir|a)|elimin(?:ar|e)|apag(?:ar|ue)",
            "remove": "remov(?:er|a)",
            "clear": "limp(?:ar|e)",
            "leave": "abandonar|sair d[aeo]",
            "sign out": "^sair$|terminar (?:a )?sessão|encerrar (?:a )?sessão",
            "reset": "redefinir|repor",
            "deactivate": "desativar (?:(?:a|sua|minha) )*conta",
        },
        refusing="não|sem|nunca|deixar de",
        least=(
            "GRANT (?:apenas|somente|só) (?:os )?(?:cookies )?(?:essenciais|necessários|obrigatórios)",
            "(?:apenas|somente|só) GRANT (?:os )?(?:cookies )?(?:essenciais|necessários|obrigatórios)",
        ),
    ),
    _Tongue(  # Turkish
        granting={
            "accept": "kabul (?:et|edin|ediyorum)",
            "agree": "katılıyorum|onaylıyorum",
            "allow": "izin (?:ver|verin|veriyorum)",
            "turn on": "etkinleştir|etkinleştirin|^aç$",
            "connect": "bağla|bağlan",
            "share": "paylaş",
            "yes": "evet",
        },
        destructive={
            "delete": "sil|silin|silme",
            "remove": "kaldır|kaldırın",
            "clear": "temizle|temizleyin",
            "leave": "ayrıl|ayrılın",
            "sign out": "oturumu kapat|çıkış yap",
            "reset": "sıfırla|sıfırlayın",
            "deactivate": r"hesab\w+ (?:devre dışı bırak|dondur)",
        },
        least=(r"(?:yalnızca|sadece) (?:gerekli|zorunlu|temel)(?: \w+)? GRANT",),
    ),
    _Tongue(  # Chinese, traditional and simplified
        granting={
            "accept": "接受",
            "agree": "同意",
            "allow": "允許|允许|准許",
            "turn on": "開啟|开启|打开",
            "enable": "啟用|启用",
            "consent": "授權|授权",
            "share": "分享給|分享给|^分享$",
            "yes": "^是的?(?=$|[,，。 ])",
        },
        destructive={
            "delete": "刪除|删除",
            "remove": "移除",
            "clear": "清除|清空",
            "sign out": "登出|退出登录|注销",
            "leave": "退出|離開|离开",
            "reset": "重設|重置",
            "deactivate": "停用(?:你的)?帳號|停用帐号",
        },
        refusing="不再|不|拒絕|拒绝|未|請勿|请勿|不要",
        least=(
            "(?:僅|只|仅)(?:GRANT)(?:必要|必需)",
            "(?:GRANT)(?:必要|必需)[^,，。]{0,6}$",
        ),
        spaced=False,
    ),
)


def granting_words(label: str) -> frozenset[str]:
    """Return what the words of a label grant, each in one English word."""
    folded = fold(label)
    for tongue in _TONGUES:  # all of them first: some share a word
        folded = tongue.without_refusals(folded)
    return frozenset(word for tongue in _TONGUES for word in tongue.granting_words(folded))


def destructive_words(label: str) -> frozenset[str]:
    """Return what the words of a label delete, leave or sign out of, each in one English word."""
    folded = fold(label)
    return frozenset(word for tongue in _TONGUES for word in tongue.destructive_words(folded))


def is_granting(label: str) -> bool:
    """Tell whether a button's label gives a consent or allows a data use."""
    return bool(granting_words(label))


def is_destructive(label: str) -> bool:
    """Tell whether a label speaks of deleting, leaving or signing out."""
    return bool(destructive_words(label))
