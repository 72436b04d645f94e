"""Seeds of many environments, and of the episodes that follow their first ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

# Later seeds are drawn below this, where the environment takes seeds so great: exact in JSON wherever it is read.
_RANGE = 2**53


class Seeds:
    """Which seed each environment's next episode has.

    As in Gymnasium a seed begins an environment's random stream: the first episode has the seed itself, later ones have
    draws from the stream, so that a run is repeatable. An environment without a seed leaves every draw to the server.
    """

    def __init__(self, num_envs: int, maximum: int) -> None:
        self._range = min(maximum + 1, _RANGE)
        self._streams: list[np.random.Generator | None] = [None] * num_envs

    def first(self, seed: int | Sequence[int | None] | None, chosen: Sequence[int]) -> list[int | None]:
        """The seeds of episodes that a reset begins.

        Args:
            seed: for all environments: none, ``seed + index``, or one for each.
            chosen: which environments are reset.

        Raises:
            ValueError: there is not one for each environment.
        """
        count = len(self._streams)
        if seed is None:
            seeds: list[int | None] = [None] * count
        elif isinstance(seed, (int, np.integer)):
            seeds = [int(seed) + index for index in range(count)]
        else:
            seeds = [None if one is None else int(one) for one in seed]
        if len(seeds) != count:
            raise ValueError(f"One seed for each of {count} environments is needed, not {len(seeds)}.")
        for index in chosen:
            one: Any = seeds[index]
            if one is not None:
                self._streams[index] = np.random.default_rng(one)
        # Without a seed an environment's stream goes on, as Gymnasium's does.
        return [seeds[index] if seeds[index] is not None else self.next(index) for index in chosen]

    def next(self, index: int) -> int | None:
        """The seed of the environment's next episode, or None where the server shall draw it."""
        stream = self._streams[index]
        return None if stream is None else int(stream.integers(self._range))
