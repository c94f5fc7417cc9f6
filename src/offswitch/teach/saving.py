"""Which buttons of a page may keep a change."""

from __future__ import annotations

from offswitch.look.summary import ControlSummary, PageSummary
from offswitch.model.text import fold

_SAVES = frozenset(
    [
        "save",
        "save changes",
        "confirm",
        "done",
        "apply",
        "update",
        "speichern",
        "bestätigen",
        "fertig",
        "guardar",
        "confirmar",
        "listo",
        "enregistrer",
        "confirmer",
        "terminé",
        "salva",
        "conferma",
        "fine",
        "opslaan",
        "bevestigen",
        "gereed",
        "zapisz",
        "potwierdź",
        "gotowe",
        "salvar",
        "concluir",
        "kaydet",
        "onayla",
        "bitti",
        "保存",
        "確認",
        "完了",
        "儲存",
        "完成",
    ]
)
"""What buttons are called that keep a change, in the languages of the label files, folded."""
_MOST_BUTTONS = 6


def buttons_for(summary: PageSummary, control: ControlSummary) -> list[str]:
    """Return what may keep a change: what is called so, and whatever else can be pressed in the control's dialog."""
    likely = [row.label for row in summary.rows if fold(row.label) in _SAVES]
    places = {control.dialog, control.section}
    beside = [row.label for row in summary.rows if row.section in places] if control.dialog else []
    return list(dict.fromkeys([*likely, *beside]))[:_MOST_BUTTONS]
