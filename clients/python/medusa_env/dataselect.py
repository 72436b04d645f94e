"""The environment DataSelect: what an agent does, sees, and can ask for (docs/environments/dataselect.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .payloads import ObservationReader, record_from
from .results import StepResult
from .session import OpenEnvSession

if TYPE_CHECKING:
    # Sessions work without numpy: only their vectors are arrays.
    import numpy as np
    import numpy.typing as npt

# The fields of an observation, in the order of DataSelectObservation.vector.
FIELDS = ("remaining_budget", "diversity_score", "noise_estimate", "current_performance", "samples_available")


@dataclass
class DataSelectAction:
    """One action.

    Attributes:
        action_type: ``select_batch`` or ``stop``.
        batch_size: samples to buy, 1 to 1,100; none with ``stop``.
        strategy_weights: ``uncertainty``, ``diversity`` and ``random``, each at least 0, not all 0; none with ``stop``.
        metadata: ``{"step": n}`` or ``{"request_id": …}`` makes the step exactly once.
    """

    action_type: str = "select_batch"
    batch_size: int | None = None
    strategy_weights: dict[str, float] | None = None
    metadata: dict[str, Any] = field(default_factory=dict)


@dataclass
class DataSelectObservation:
    """The model and the pool after the last batch.

    Attributes:
        remaining_budget: samples that may still be bought.
        diversity_score: standard deviation of the training set's features.
        noise_estimate: share of noisy samples among those left; None in ``dataselect-v0`` with an empty pool.
        current_performance: validation score, 1 / (1 + log loss).
        samples_available: samples left in the pool.
        metadata: the episode's id, the step, the reward's terms, and when done why.
    """

    remaining_budget: int = 0
    diversity_score: float = 0.0
    noise_estimate: float | None = 0.0
    current_performance: float = 0.0
    samples_available: int = 0
    reward: float | None = None
    done: bool = False
    metadata: dict[str, Any] = field(default_factory=dict)

    @property
    def vector(self) -> npt.NDArray[np.float32]:
        """The fields as a float32 array of shape (5,), in the order of :data:`FIELDS`; NaN for None."""
        import numpy as np

        values = [getattr(self, name) for name in FIELDS]
        return np.array([np.nan if value is None else value for value in values], dtype=np.float32)


@dataclass
class DataSelectState:
    """The environment's state, as ``/state`` gives it. Fields that a later version adds are in ``extra``."""

    episode_id: str | None = None
    step_count: int = 0
    task_id: str | None = None
    remaining_budget: int | None = None
    current_performance: float | None = None
    pool_size: int | None = None
    done: bool = False
    extra: dict[str, Any] = field(default_factory=dict)


class DataSelectWire(ObservationReader):
    """The three methods in which DataSelect's client differs from any other: for OpenEnv's EnvClient and for our own session."""

    def _step_payload(self, action: DataSelectAction | Mapping[str, Any]) -> dict[str, Any]:
        if isinstance(action, Mapping):
            return dict(action)
        payload: dict[str, Any] = {"action_type": action.action_type}
        given = {"batch_size": action.batch_size, "strategy_weights": action.strategy_weights, "metadata": action.metadata or None}
        payload.update({name: value for name, value in given.items() if value is not None})
        return payload

    def _parse_result(self, payload: dict[str, Any]) -> Any:
        return self._result(DataSelectObservation, payload)

    def _parse_state(self, payload: dict[str, Any]) -> DataSelectState:
        return record_from(DataSelectState, payload)


class DataSelectEnv(DataSelectWire, OpenEnvSession[DataSelectAction, DataSelectObservation, DataSelectState]):
    """A session with DataSelect, at ``/envs/dataselect`` of a server that has several environments.

    >>> with DataSelectEnv("http://127.0.0.1:8000/envs/dataselect") as env:
    ...     result = env.reset(task="easy")
    ...     result = env.step(DataSelectAction(batch_size=10, strategy_weights={"uncertainty": 1.0}))
    """

    _result_class = StepResult
