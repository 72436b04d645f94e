"""What a step answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

ObsT = TypeVar("ObsT")


@dataclass
class StepResult(Generic[ObsT]):
    """A step's answer in an OpenEnv session.

    Attributes:
        observation: what the agent sees.
        reward: None after a reset.
        done: whether the episode has ended.
        metadata: the episode's id, the step's number, the reward's terms, and when done why (docs/protocol/openenv.md).
    """

    observation: ObsT
    reward: float | None = None
    done: bool = False
    metadata: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class StepReply:
    """A step result of the native API.

    Attributes:
        step: the number of steps taken; 0 after creation.
        reward: None after creation.
        replayed: whether this is the recorded answer of a step that was taken before.
    """

    episode_id: str
    environment: str
    step: int
    observation: dict[str, Any]
    reward: float | None
    done: bool
    metadata: dict[str, Any]
    replayed: bool = False

    @staticmethod
    def read(result: Mapping[str, Any]) -> StepReply:
        """Reads the server's JSON."""
        return StepReply(
            result["episode_id"],
            result["environment"],
            result["step"],
            result["observation"],
            result["reward"],
            result["done"],
            result.get("metadata", {}),
            bool(result.get("replayed", False)),
        )

    @property
    def terminated(self) -> bool:
        """Whether the episode ended by itself."""
        return bool(self.metadata.get("terminated", False))

    @property
    def truncated(self) -> bool:
        """Whether the episode was cut off, such as by its number of steps."""
        return bool(self.metadata.get("truncated", False))
