"""What a run spends its time on, in the words of ``--timings``."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field


class Stage(StrEnum):
    """What time is spent on; of two that are under way at once, the inner one, but a proof is one whole."""

    LAUNCH = "launch"
    SESSION = "session"
    REACH = "reach"
    READ = "read"
    HOLD = "hold"
    SET = "set"
    PROVE = "prove"
    STOCK = "stock"
    SEAL = "seal"
    PERSON = "person"


class Spent(BaseModel):
    """Time that was spent, in seconds.

    Attributes:
        seconds: all of it; more than the stages together, since not everything is a stage.
        stages: of these, what each stage took; only those that took any.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    seconds: float = 0.0
    stages: dict[Stage, float] = Field(default_factory=dict)

    def plus(self, other: Self) -> Self:
        """Return both together."""
        sums = {
            stage: round(self.stages.get(stage, 0.0) + other.stages.get(stage, 0.0), 3)
            for stage in Stage
            if stage in self.stages or stage in other.stages
        }
        return type(self)(seconds=round(self.seconds + other.seconds, 3), stages=sums)


class Timings(BaseModel):
    """What a run spent its time on.

    Attributes:
        total: of the run. Several settings may be at work at once; its seconds are those on the clock, and a
            stage has the seconds of all settings together.
        settings: of each setting that was at work, by full id.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    total: Spent
    settings: dict[str, Spent] = Field(default_factory=dict)

    def plus(self, other: Self) -> Self:
        """Return what two runs together spent, one after the other."""
        return type(self)(
            total=self.total.plus(other.total),
            settings=summed((*self.settings.items(), *other.settings.items())),
        )


def summed(each: Iterable[tuple[str, Spent]]) -> Mapping[str, Spent]:
    """Add up what was spent under the same name."""
    sums: dict[str, Spent] = {}
    for name, spent in each:
        sums[name] = sums[name].plus(spent) if name in sums else spent
    return sums
