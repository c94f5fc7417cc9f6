"""What a page says of a state that does not hold yet, or not for long, is told from what it says of anything else."""

# ruff: noqa: RUF001  the words of other languages

from __future__ import annotations

from typing import get_args

import pytest

from offswitch.model import danger, provisional
from offswitch.model.provisional import Where, is_provisional

BESIDE = [
    "Paused until tomorrow, 08:00. It turns on again by itself.", "Off for 24 hours", "Snoozed until Monday",
    "It will be back on in an hour", "Back on in 6 days",
    "Requested by you. An admin has to approve this first.", "Has no effect while Team mode is on",
    "Sharing ends on 1 December 2026. Until then your data is shared as before.", "Temporarily disabled", "Waiting for your confirmation: see your mail",
    "Pending admin approval", "Nothing changes until you open the link", "Overridden: set by the server",
    "Some changes are not active yet", "Not yet in effect", "Pausiert bis morgen", "Wartet auf Ihre Bestätigung",
    "In review", "Camera reports: on (last contact 3 days ago)", "Not set by you. The workspace has it enabled.",
    "Inherited from your organization (on)", "Superseded by “Data level”, which is used instead of this.",
    "Scheduled: on from 08:00 to 20:00 on weekdays", "On again at 8 am", "Zeitplan: aktiv von 8 Uhr bis 20 Uhr",
    "Noch nicht wirksam", "En pausa hasta mañana", "En attente de votre confirmation", "Temporaneamente disattivato",
    "Uitgeschakeld tot morgen", "Oczekuje na potwierdzenie", "Aguardando sua confirmação", "Onay bekleniyor",
    "一時的にオフ", "尚未生效", "Außer Kraft gesetzt",
]  # fmt: skip
ANYWHERE = [
    "You have unpublished changes. Visitors still get the published settings.", "3 pending changes",
    "The changes must be applied for them to take effect.", "Saved as a draft", "1 modified, 0 added", "Could not load your settings",
    "Live data could not be loaded. Showing your settings as of yesterday, 18:04.",
    "You are on a secondary, read-only Geo site. It is 26 hours behind.",
    "Änderungen müssen noch veröffentlicht werden", "Cambios sin publicar", "Modifications en attente",
    "Modifiche non applicate", "Niet-gepubliceerde wijzigingen", "Nieopublikowane zmiany", "Alterações pendentes",
    "Yayınlanmamış değişiklikler", "未公開の変更があります", "未发布的更改",
]  # fmt: skip
SINCE = [
    "Restart required", "Requires a restart", "Restart the app to apply your change", "Publish (1)", "Apply changes",
    "It takes effect after you sign in again", "Neustart erforderlich", "Es necesario reiniciar",
    "Redémarrage nécessaire", "È necessario riavviare", "Opnieuw starten vereist", "再起動が必要です", "需要重新启动",
]  # fmt: skip
TURNED = [
    "Share everything except what is ticked below", "All but the selected apps", "Alles außer dem Angekreuzten",
    "ALLES AUSSER DEN MARKIERTEN", "Todo excepto lo marcado", "Tout, sauf ce qui est coché", "Tutto tranne le voci selezionate",
    "Alles behalve wat is aangevinkt", "Wszystko oprócz zaznaczonych", "Tudo, exceto o que está marcado",
    "Seçilenler hariç hepsi", "チェックしたもの以外すべて", "除勾选的项目外全部",
]  # fmt: skip
NOTHING = [
    "Friends except…", "0 modified, 2 added", "3 modified files", "Last modified", "Everyone", "Share only what is ticked below", "None of the selected", "Keine ausgewählt",
    "Weekly report on your activity", "Inherited settings depend on your plan", "We review what is shared",
    "Your name is replaced by a pseudonym", "Download a read-only copy of your data",
    "Off", "Off until you turn it on", "You can switch it back on at any time", "Turned off for everyone",
    "You can turn this off for one year", "It may take up to 48 hours until you see fewer ads",
    "Ads based on your activity off Facebook", "Your data is still used to keep you safe", "Tag review",
    "Requires your approval before a post appears", "Publish your profile", "We use cookies to publish",
    "This change will be applied to all your accounts", "Deine Daten werden weiterhin verwendet", "Bis auf Weiteres aus",
    "Posts can be scheduled", "Emails from 3 shops", "Last changed yesterday", "Saved", "Can be paused for one hour", "Muted words",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "where"),
    [
        *((text, "beside") for text in (*BESIDE, *ANYWHERE)),
        *((text, "anywhere") for text in ANYWHERE),
        *((text, "since") for text in (*BESIDE, *ANYWHERE, *SINCE)),
        *((text, "turned") for text in TURNED),
    ],
)
def test_a_state_that_does_not_hold_is_told(text: str, where: Where) -> None:
    assert is_provisional(text, where)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        *((text, where) for text in NOTHING for where in get_args(Where)),
        *((text, "anywhere") for text in BESIDE),
        *((text, "beside") for text in SINCE),
        *((text, where) for text in TURNED for where in get_args(Where) if where != "turned"),
    ],
)
def test_anything_else_says_nothing(text: str, where: Where) -> None:
    assert not is_provisional(text, where)


def test_every_language_of_the_labels_is_known() -> None:
    assert provisional.known_languages() == danger.known_languages()
