"""Words that grant or destroy are known in every language that labels are known in, and no others."""

from __future__ import annotations

import pytest

from offswitch.model.danger import (
    destructive_words,
    granting_words,
    is_destructive,
    is_granting,
    side_of,
)

GRANTING = [
    "Agree", "I agree", "Accept", "Accept all", "Allow", "ALLOW ALL", "Turn on", "Turn it on", "Yes", "Enable",
    "I consent", "Continue with ads", "Not now, accept later", "Also share with partners", "OK, turn on and close",
    "Opt in", "Connect", "Let partners see it", "Why not allow it?", "No thanks. Accept all",
    "Accept essential and marketing cookies",
    "Alle akzeptieren", "Ich stimme zu", "Zulassen", "Ja, erlauben", "Jetzt aktivieren", "Weiter mit Werbung",
    "Aceptar todo", "Sí, usar esta información", "Permitir todas las cookies", "Activar",
    "Tout accepter", "Autoriser tous les cookies", "Oui", "J'active ou activer",
    "Accetta tutto", "Consenti tutti i cookie", "Attiva",
    "同意する", "すべて許可", "はい、利用する", "オンにする",
    "Alles accepteren", "Toestaan", "Ja, doorgaan met advertenties", "Inschakelen",
    "Akceptuj wszystkie", "Zezwól na wszystkie", "Włącz", "Zgadzam się",
    "Aceitar tudo", "Permitir todos os cookies", "Ativar", "Sim, concordo",
    "Tümünü kabul et", "Tüm çerezlere izin ver", "Etkinleştir",
    "同意", "全部接受", "允許所有 Cookie", "開啟",
]  # fmt: skip
REFUSING = [
    "Don't allow", "Don\u2019t Allow", "Do not allow", "Never allow", "Not allowed", "Only allow essential cookies",
    "Allow only essential cookies", "Accept necessary cookies only", "Allow essential cookies",
    "Continue without accepting", "I do not agree", "Don't turn on", "Do not sell or share my data",
    "Decline optional cookies", "Turn Off", "Not now", "Confirm", "Disconnect", "Review setting", "Disagree",
    "Allowance", "Your permissions", "Connected apps", "SIM card", "Sharing and reuse", "Shared albums", "Continue",
    "Nicht zulassen", "Nur notwendige Cookies zulassen", "Optionale Cookies ablehnen", "Deaktivieren", "Jetzt nicht",
    "Januar", "Weiter ohne zu akzeptieren",
    "No permitir", "Rechazar cookies opcionales", "Solo permitir cookies necesarias", "Desactivar",
    "Ne pas autoriser", "Continuer sans accepter", "Refuser les cookies optionnels", "Désactiver",
    "Non consentire", "Rifiuta cookie facoltativi", "Disattiva", "Consenti solo i cookie essenziali", "Attività",
    "許可しない", "同意しない", "必要なCookieのみを許可する", "オフにする", "有効期限",
    "Niet toestaan", "Alleen noodzakelijke cookies toestaan", "Uitschakelen",
    "Nie zezwalaj", "Zezwól tylko na niezbędne pliki cookie", "Wyłącz",
    "Não permitir", "Permitir apenas cookies essenciais", "Recusar cookies opcionais", "Desativar",
    "İzin verme", "Kabul etmeden devam et", "Yalnızca gerekli çerezlere izin ver",
    "不允許", "不同意", "僅允許必要的 Cookie", "關閉",
]  # fmt: skip
DESTRUCTIVE = [
    "Delete account", "Leave group", "Log out",
    "Konto löschen", "Verlauf entfernen", "Abmelden", "Gruppe verlassen", "Konto deaktivieren",
    "Eliminar cuenta", "Borrar historial", "Cerrar sesión", "Supprimer", "Effacer l\u2019activité passée", "Se déconnecter",
    "Elimina account", "Cancella la cronologia", "Esci", "アカウントを削除", "ログアウト", "Verwijderen", "Uitloggen",
    "Usuń konto", "Wyczyść historię", "Wyloguj się", "Excluir conta", "Remover", "Sair", "Hesabı sil", "Kaldır",
    "Oturumu kapat", "刪除帳號", "清除紀錄", "登出",
]  # fmt: skip
HARMLESS = [
    "Deaktivieren", "Désactiver", "Desactivar", "Disattiva", "Wyłącz", "Desativar", "Uitschakelen", "オフにする", "關閉",
    "Turn Off", "Disconnect future activity", "Dissocier l\u2019activité future", "Desconectar actividad futura",
    "Gut zu wissen", "Bestätigen", "Confirmar", "確認", "Silence", "Escience",
]  # fmt: skip


@pytest.mark.parametrize("label", GRANTING)
def test_what_grants_is_known_anywhere_in_a_text(label: str) -> None:
    assert is_granting(label)


@pytest.mark.parametrize("label", REFUSING)
def test_what_refuses_or_only_looks_alike_grants_nothing(label: str) -> None:
    assert granting_words(label) == frozenset()


@pytest.mark.parametrize("label", DESTRUCTIVE)
def test_what_destroys_is_known(label: str) -> None:
    assert is_destructive(label)


@pytest.mark.parametrize("label", HARMLESS)
def test_what_only_turns_off_destroys_nothing(label: str) -> None:
    assert destructive_words(label) == frozenset()


def test_each_word_means_one_thing_in_every_format() -> None:
    assert granting_words("Allow, allowing, turn it on") == {"allow", "turn on"}
    assert destructive_words("Deleting or removing it") == {"delete", "remove"}


SIDES = {
    "negative": [
        ("Nein, zeigt mir keine", "de"), ("Daten nicht verwenden", "de-AT"), ("Nicht zulassen", "de"), ("Nur ich", "de"),
        ("No usar mis datos", "es"), ("Dissocier l\u2019activité future", "fr"), ("Solo io", "it"), ("許可しない", "ja"),
        ("Nee, niet delen", "nl"), ("Tylko ja", "pl"), ("Não permitir", "pt_BR"), ("Hayır", "tr"), ("不允許", "zh-TW"),
        ("Don't allow", "de"), ("Nobody", ""),
    ],
    "positive": [
        ("Ja, zeigt mir Werbung", "de"), ("Diese Aktivitäten zulassen", "de"), ("Sí, usar", "es"), ("Oui", "fr"),
        ("Consenti", "it"), ("許可する", "ja"), ("Toestaan", "nl"), ("Zezwól", "pl"), ("Sim", "pt"), ("Evet", "tr"),
        ("允許", "zh"), ("Allow", "fr"), ("Aktivieren", "xx"),
    ],
    "": [("Forschung", "de"), ("Nicht zulassen", "xx"), ("Kontenübersicht", "de"), ("", "de")],
}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "tag", "side"),
    [(words, tag, side) for side, all_ in SIDES.items() for words, tag in all_],
)
def test_the_side_of_a_label_is_told_in_its_own_language(words: str, tag: str, side: str) -> None:
    assert side_of(words, tag) == side
