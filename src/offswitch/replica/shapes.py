"""Which shape each open place of the pages has: what the scenario says, or its seed."""

import hashlib

from offswitch.replica.scenario import Scenario
from offswitch.replica.site import OpenPlace


def drawn_shapes(scenario: Scenario, places: dict[str, OpenPlace], seed: str) -> dict[str, str]:
    """Return the shape of every open place.

    Args:
        scenario: says a number for all places, or "seed"; and a shape by name for single ones.
        places: the open places by name.
        seed: what decides where the scenario says "seed".
    """
    return {name: _drawn(scenario, name, place, seed) for name, place in places.items()}


def _drawn(scenario: Scenario, name: str, place: OpenPlace, seed: str) -> str:
    if not place.offered(scenario.generation, scenario.region, scenario.features):
        return place.of[0]
    if name in scenario.shapes:
        return scenario.shapes[name]
    if scenario.shape == "seed":
        digest = hashlib.sha256(f"{seed}/{name}".encode()).digest()
        return place.of[int.from_bytes(digest[:4]) % len(place.of)]
    return place.of[scenario.shape % len(place.of)]
