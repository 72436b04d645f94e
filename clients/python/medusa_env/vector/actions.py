"""Actions of many episodes, as the server's JSON."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .base import spaces


class ActionWriter(ABC):
    """How a batch of actions becomes JSON, one action an environment."""

    @abstractmethod
    def space(self, num_envs: int | None = None) -> Any:
        """The space of one action, or of a batch; None where there is no such description."""

    @abstractmethod
    def write(self, action: Any) -> dict[str, Any]:
        """One action.

        Raises:
            ValueError: it is none.
        """

    def batch(self, actions: Any, num_envs: int) -> list[Any]:
        """The actions one by one.

        Raises:
            ValueError: there is not one for each environment.
        """
        if isinstance(actions, (str, Mapping)) or len(actions) != num_envs:
            raise ValueError(f"One action for each of {num_envs} environments is needed.")
        return list(actions)


@dataclass(frozen=True)
class NamedActions(ActionWriter):
    """Actions that are a name and nothing else: an index, the name, or the whole JSON object."""

    field: str
    names: tuple[str, ...]

    def space(self, num_envs: int | None = None) -> Any:
        return spaces.Discrete(len(self.names)) if num_envs is None else spaces.MultiDiscrete(np.full(num_envs, len(self.names)))

    def write(self, action: Any) -> dict[str, Any]:
        if isinstance(action, Mapping):
            return dict(action)
        if isinstance(action, str):
            name = getattr(action, "value", action)
            if name in self.names:
                return {self.field: name}
        elif isinstance(action, (int, np.integer)) and not isinstance(action, bool) and 0 <= int(action) < len(self.names):
            return {self.field: self.names[int(action)]}
        raise ValueError(f"{action!r} is no action: use 0 to {len(self.names) - 1}, a name of {', '.join(self.names)}, or a dict.")


class DictActions(ActionWriter):
    """Actions with arguments: JSON objects."""

    def space(self, num_envs: int | None = None) -> Any:
        return None

    def write(self, action: Any) -> dict[str, Any]:
        if not isinstance(action, Mapping):
            raise ValueError(f"{action!r} is no action: this environment's have arguments, so use a dict for each.")
        return dict(action)


@dataclass(frozen=True)
class SelectionActions(DictActions):
    """DataSelect's actions: JSON objects, or a dict of arrays ``action_type`` (index), ``batch_size`` and ``strategy_weights`` (num_envs, 3)."""

    types: tuple[str, ...]
    strategies: tuple[str, ...]
    largest: int

    def space(self, num_envs: int | None = None) -> Any:
        few, wide = ((), (len(self.strategies),)) if num_envs is None else ((num_envs,), (num_envs, len(self.strategies)))
        kind = spaces.Discrete(len(self.types)) if num_envs is None else spaces.MultiDiscrete(np.full(num_envs, len(self.types)))
        return spaces.Dict({"action_type": kind, "batch_size": spaces.Box(1, self.largest, few, np.int64), "strategy_weights": spaces.Box(0.0, 1.0, wide, np.float32)})

    def batch(self, actions: Any, num_envs: int) -> list[Any]:
        if not isinstance(actions, Mapping):
            return super().batch(actions, num_envs)
        columns: Sequence[Any] = [actions[name] for name in ("action_type", "batch_size", "strategy_weights")]
        if any(len(column) != num_envs for column in columns):
            raise ValueError(f"One action for each of {num_envs} environments is needed.")
        return [self._select(*row) for row in zip(*columns)]

    def _select(self, kind: Any, size: Any, weights: Any) -> dict[str, Any]:
        named = {strategy: float(weight) for strategy, weight in zip(self.strategies, weights)}
        return {"action_type": self.types[int(kind)], "batch_size": int(size), "strategy_weights": named}


def action_writer(environment: Mapping[str, Any]) -> ActionWriter:
    """The writer that fits an environment's description."""
    schema: Mapping[str, Any] = environment["action"]
    required = schema.get("required", [])
    names = tuple(action["name"] for action in environment["actions"])
    if len(required) == 1 and not any(action["parameters"].get("properties") for action in environment["actions"]):
        return NamedActions(required[0], names)
    if environment["name"] in ("dataselect", "dataselect-v0"):
        return SelectionActions(names, ("uncertainty", "diversity", "random"), 1100)
    return DictActions()
