"""Selector files of a made-up platform, and how they are written into a folder."""

from __future__ import annotations

from pathlib import Path

HEAD = 'schema = 1\nplatform = "lamp"\n'
HOSTS = 'hosts = ["lamp.test"]\n'
ROUTE = """
[elements]
research = [{ by = "label", label = "Research" }]
[routes.research]
url = "https://lamp.test/privacy"
control = { kind = "switch", element = "research" }
"""
INTENT = '[intent.research]\ncategory = "research"\ntitle = "Research"\n'


def write(folder: Path, name: str, *parts: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


def version(name: str, *more: str) -> str:
    return f'{HEAD}version = "{name}"\n' + "\n".join(more)


def plain(name: str, *more: str) -> str:
    return version(name, HOSTS, *more, ROUTE, INTENT)
