"""Observations of many episodes as arrays."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .base import spaces

# An array, or a dict of arrays, whose first axis is the environment.
Batch = Any


class ObservationReader(ABC):
    """How an environment's observations become arrays, one row an environment."""

    @abstractmethod
    def space(self, num_envs: int | None = None) -> Any:
        """The space of one observation, or of a batch."""

    @abstractmethod
    def empty(self, num_envs: int) -> Batch:
        """A batch of zeros."""

    @abstractmethod
    def write(self, batch: Batch, index: int, observation: Mapping[str, Any]) -> None:
        """Puts an observation into its row."""

    @abstractmethod
    def copy(self, batch: Batch) -> Batch:
        """The batch as it is now."""

    @abstractmethod
    def row(self, batch: Batch, index: int) -> Any:
        """One row, copied."""


@dataclass(frozen=True)
class FeatureVector(ObservationReader):
    """The field ``features``: a float32 array of shape (num_envs, length)."""

    length: int
    low: float = -np.inf
    high: float = np.inf

    def space(self, num_envs: int | None = None) -> Any:
        shape = (self.length,) if num_envs is None else (num_envs, self.length)
        return spaces.Box(self.low, self.high, shape, np.float32)

    def empty(self, num_envs: int) -> npt.NDArray[np.float32]:
        return np.zeros((num_envs, self.length), dtype=np.float32)

    def write(self, batch: npt.NDArray[np.float32], index: int, observation: Mapping[str, Any]) -> None:
        batch[index] = observation["features"]

    def copy(self, batch: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        return batch.copy()

    def row(self, batch: npt.NDArray[np.float32], index: int) -> npt.NDArray[np.float32]:
        one: npt.NDArray[np.float32] = batch[index].copy()
        return one


@dataclass(frozen=True)
class NumericField:
    """A number of an observation: int64, or float32 where it may be NULL (NaN) or a fraction."""

    name: str
    dtype: Any
    low: float
    high: float

    @staticmethod
    def of(name: str, schema: Mapping[str, Any]) -> NumericField | None:
        """The field by its JSON schema, or None where it is no number."""
        choices = schema.get("anyOf", [schema])
        kinds = {choice.get("type") for choice in choices}
        if not kinds & {"integer", "number", "boolean"} or kinds - {"integer", "number", "boolean", "null"}:
            return None
        bounds = next(choice for choice in choices if choice.get("type") != "null")
        boolean = "boolean" in kinds
        integer = kinds <= {"integer", "boolean"}
        low = 0 if boolean else bounds.get("minimum", np.iinfo(np.int64).min if integer else -np.inf)
        high = 1 if boolean else bounds.get("maximum", np.iinfo(np.int64).max if integer else np.inf)
        return NumericField(name, np.int64 if integer else np.float32, low, high)


@dataclass(frozen=True)
class NumericFields(ObservationReader):
    """Every number of an observation, under its name: a dict of arrays of shape (num_envs,)."""

    fields: tuple[NumericField, ...]

    def space(self, num_envs: int | None = None) -> Any:
        shape = () if num_envs is None else (num_envs,)
        return spaces.Dict({field.name: spaces.Box(field.low, field.high, shape, field.dtype) for field in self.fields})

    def empty(self, num_envs: int) -> dict[str, npt.NDArray[Any]]:
        return {field.name: np.zeros(num_envs, dtype=field.dtype) for field in self.fields}

    def write(self, batch: dict[str, npt.NDArray[Any]], index: int, observation: Mapping[str, Any]) -> None:
        for field in self.fields:
            value = observation[field.name]
            batch[field.name][index] = np.nan if value is None else value

    def copy(self, batch: dict[str, npt.NDArray[Any]]) -> dict[str, npt.NDArray[Any]]:
        return {name: column.copy() for name, column in batch.items()}

    def row(self, batch: dict[str, npt.NDArray[Any]], index: int) -> dict[str, Any]:
        return {name: column[index] for name, column in batch.items()}


# Environments whose features are documented to lie between 0 and 1.
_UNIT_FEATURES = ("medusa", "medusa-v0")


def observation_reader(environment: Mapping[str, Any], first: Callable[[], Mapping[str, Any]]) -> ObservationReader:
    """The reader that fits an environment's description.

    Args:
        environment: as the server describes it.
        first: an observation of it, asked for only where the description does not say how many features there are.

    Raises:
        ValueError: its observations hold no numbers.
    """
    properties: Mapping[str, Any] = environment["observation"]["properties"]
    if properties.get("features", {}).get("type") == "array":
        length = len(environment.get("features") or ()) or len(first()["features"])
        return FeatureVector(length, 0.0, 1.0) if environment["name"] in _UNIT_FEATURES else FeatureVector(length)
    fields = [NumericField.of(name, schema) for name, schema in properties.items() if name not in ("done", "reward", "metadata")]
    numbers = tuple(field for field in fields if field is not None)
    if not numbers:
        raise ValueError(f"The observations of {environment['name']} hold neither features nor numbers: use MedusaClient.")
    return NumericFields(numbers)
