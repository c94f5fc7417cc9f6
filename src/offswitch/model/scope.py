"""Whose data is meant, and which setting of theirs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """One profile's data, of the real sites or of a replica; the two never mix.

    Attributes:
        profile: name of the profile.
        at_replica: whether the data come from a replica, so that they prove nothing about an account.
    """

    profile: str
    at_replica: bool = False

    @classmethod
    def of(cls, profile: str, replica: str | None) -> Scope:
        """Return the scope of a command.

        Args:
            profile: name of the profile.
            replica: address of the replica that the command uses; None for the real sites.
        """
        return cls(profile, at_replica=replica is not None)


@dataclass(frozen=True)
class SettingKey:
    """One setting of one scope.

    Attributes:
        scope: whose setting it is.
        platform: name of the platform.
        setting: full id of the setting.
    """

    scope: Scope
    platform: str
    setting: str
