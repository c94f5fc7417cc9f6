"""Finds flows and selector files, validates them, and chooses what a run uses.

The only part that loads flows (by name) and opens selector files. A *pack* is one platform: its flow,
or the ``[intent]`` of its selector files, and every layout that it is known in, newest first.

``toml_file``  a small regular file of TOML, and nothing else
``disk``       what lies on the disk: found, read, held against the format
``overrides``  the person's own files held against the bundled ones
``platforms``  a platform's flow, else the intent of its files
``merging``    what several files say together
``precedence`` what a person showed comes first
``library``    files merged into layouts; packs
``linting``    every problem, with its place
"""

from offswitch.packs.disk import bundled_folder
from offswitch.packs.library import Library
from offswitch.packs.linting import lint, schema_text
from offswitch.packs.pack import Pack

__all__ = ["Library", "Pack", "bundled_folder", "lint", "schema_text"]
