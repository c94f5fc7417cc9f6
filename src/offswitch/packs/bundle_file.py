"""Reads a bundle (docs/bundles.md), which may come from anybody."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from offswitch.errors import ConfigError
from offswitch.model.page_bundle import LARGEST, PageBundle
from offswitch.packs.toml_file import Unreadable, read_content


def read_bundle(path: Path) -> PageBundle:
    """Read a bundle.

    Raises:
        ConfigError: it cannot be read, is too large, or says something that no bundle may say.
    """
    try:
        content, _ = read_content(path)
        if len(content) > LARGEST:
            raise _no_bundle(path, f"it has more than {LARGEST:,} bytes")
        return PageBundle.model_validate_json(content)
    except Unreadable as error:
        raise _no_bundle(path, str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "file"
        raise _no_bundle(path, f"{place}: {json.dumps(first['msg'])}") from error


def _no_bundle(path: Path, why: str) -> ConfigError:
    return ConfigError(f"{path} is no bundle: {why}", "docs/bundles.md says what one looks like")
