"""Descriptions of actions and observations with the names of Gymnasium's spaces, where Gymnasium is not installed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt


class Space:
    """What can be drawn from; ``seed`` makes the draws repeatable."""

    def __init__(self) -> None:
        self._random = np.random.default_rng()

    def seed(self, seed: int | None = None) -> None:
        """Begins the draws anew."""
        self._random = np.random.default_rng(seed)

    def sample(self) -> Any:
        """A random member."""
        raise NotImplementedError

    def contains(self, x: Any) -> bool:
        """Whether ``x`` is a member."""
        raise NotImplementedError


class Box(Space):
    """Arrays of one shape and type, each number between ``low`` and ``high``."""

    def __init__(self, low: Any, high: Any, shape: tuple[int, ...] | None = None, dtype: Any = np.float32) -> None:
        super().__init__()
        self.dtype = np.dtype(dtype)
        self.shape = np.shape(low) if shape is None else tuple(shape)
        self.low: npt.NDArray[Any] = np.broadcast_to(np.asarray(low, dtype=self.dtype), self.shape)
        self.high: npt.NDArray[Any] = np.broadcast_to(np.asarray(high, dtype=self.dtype), self.shape)

    def sample(self) -> npt.NDArray[Any]:
        """Uniform between the bounds; an unbounded side is taken as one from the other."""
        low = np.where(np.isfinite(self.low), self.low, 0.0).astype(np.float64)
        high = np.where(np.isfinite(self.high), self.high, low + 1.0).astype(np.float64)
        drawn = self._random.uniform(low, high + (1.0 if self.dtype.kind == "i" else 0.0), self.shape)
        sampled: npt.NDArray[Any] = (np.floor(drawn) if self.dtype.kind == "i" else drawn).astype(self.dtype)
        return sampled

    def contains(self, x: Any) -> bool:
        """Shape and bounds."""
        array = np.asarray(x)
        return array.shape == self.shape and bool(np.all((array >= self.low) & (array <= self.high)))

    def __repr__(self) -> str:
        return f"Box({self.low.min(initial=np.inf)}, {self.high.max(initial=-np.inf)}, {self.shape}, {self.dtype})"


class Discrete(Space):
    """The integers from 0 to ``n - 1``."""

    def __init__(self, n: int) -> None:
        super().__init__()
        self.n = n
        self.shape: tuple[int, ...] = ()
        self.dtype = np.dtype(np.int64)

    def sample(self) -> np.int64:
        """Each with the same chance."""
        return np.int64(self._random.integers(self.n))

    def contains(self, x: Any) -> bool:
        """Whether ``x`` is an integer in range."""
        return bool(np.asarray(x).dtype.kind in "iu" and 0 <= int(x) < self.n)

    def __repr__(self) -> str:
        return f"Discrete({self.n})"


class MultiDiscrete(Space):
    """Arrays of integers, each from 0 to its ``nvec - 1``."""

    def __init__(self, nvec: Any) -> None:
        super().__init__()
        self.nvec: npt.NDArray[np.int64] = np.asarray(nvec, dtype=np.int64)
        self.shape = self.nvec.shape
        self.dtype = np.dtype(np.int64)

    def sample(self) -> npt.NDArray[np.int64]:
        """Each with the same chance."""
        return self._random.integers(self.nvec)

    def contains(self, x: Any) -> bool:
        """Shape and range."""
        array = np.asarray(x)
        return array.shape == self.shape and bool(np.all((array >= 0) & (array < self.nvec)))

    def __repr__(self) -> str:
        return f"MultiDiscrete({self.nvec.tolist()})"


class Dict(Space):
    """A space under each name."""

    def __init__(self, spaces: Mapping[str, Any]) -> None:
        super().__init__()
        self.spaces = dict(spaces)

    def seed(self, seed: int | None = None) -> None:
        """Begins the draws of every space anew, each with a seed of its own."""
        for index, space in enumerate(self.spaces.values()):
            space.seed(None if seed is None else seed + index)

    def sample(self) -> dict[str, Any]:
        """A member of each space."""
        return {name: space.sample() for name, space in self.spaces.items()}

    def contains(self, x: Any) -> bool:
        """Whether there is a member of each space, and nothing else."""
        return isinstance(x, Mapping) and x.keys() == self.spaces.keys() and all(space.contains(x[name]) for name, space in self.spaces.items())

    def __getitem__(self, name: str) -> Any:
        return self.spaces[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.spaces)

    def __len__(self) -> int:
        return len(self.spaces)

    def __repr__(self) -> str:
        return f"Dict({self.spaces!r})"
