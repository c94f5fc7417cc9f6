"""Bundled platform flows: here in a wheel, in ``<repo>/flows`` in a checkout."""

from pathlib import Path

_checkout = Path(__file__).resolve().parents[3]
if (_checkout / "pyproject.toml").is_file() and (_checkout / "flows").is_dir():
    __path__.append(str(_checkout / "flows"))
