"""The environment MEDUSA: what an agent does, sees, and can ask for (docs/environments/medusa.md)."""

from __future__ import annotations

import enum
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

# The names of the sixteen features, in order.
FEATURES = (
    "time_delta_a_norm",
    "time_delta_b_norm",
    "is_stale_a",
    "is_stale_b",
    "null_ratio_key_a",
    "null_ratio_key_b",
    "uniqueness_a",
    "uniqueness_b",
    "match_rate",
    "new_cols_a_norm",
    "new_cols_b_norm",
    "schema_compat",
    "did_prep_a",
    "did_prep_b",
    "did_dedup_b",
    "step_frac",
)


class MedusaActionType(str, enum.Enum):
    """The eleven actions, in the order of their indices in the vectorised client."""

    SYNC_CHECK = "SYNC_CHECK"
    EVOLVE_SCHEMA = "EVOLVE_SCHEMA"
    PREP_KEYS_A = "PREP_KEYS_A"
    PREP_KEYS_B = "PREP_KEYS_B"
    DEDUPLICATE_B = "DEDUPLICATE_B"
    EXECUTE_JOIN_INNER = "EXECUTE_JOIN_INNER"
    EXECUTE_JOIN_LEFT = "EXECUTE_JOIN_LEFT"
    EXECUTE_JOIN_ANTI = "EXECUTE_JOIN_ANTI"
    APPLY_SCD_1 = "APPLY_SCD_1"
    APPLY_SCD_2 = "APPLY_SCD_2"
    COMMIT = "COMMIT"


@dataclass
class MedusaAction:
    """One action.

    Attributes:
        action: which one.
        params: free-form; no operator of this environment reads it.
        metadata: ``{"step": n}`` or ``{"request_id": …}`` makes the step exactly once.
    """

    action: MedusaActionType | str
    params: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)


@dataclass
class MedusaObservation:
    """What the agent sees after a step.

    Attributes:
        message: what the last action did.
        features: sixteen numbers in [0, 1], named by :data:`FEATURES`.
        metrics: measurements of the last action, and under ``progress`` what has been done and what is pending.
        metadata: the episode's id, the step, the reward's terms, and when done why.
    """

    message: str = ""
    features: list[float] = field(default_factory=list)
    metrics: dict[str, Any] = field(default_factory=dict)
    reward: float | None = None
    done: bool = False
    metadata: dict[str, Any] = field(default_factory=dict)

    @property
    def vector(self) -> npt.NDArray[np.float32]:
        """The features as a float32 array of shape (16,)."""
        import numpy as np

        return np.asarray(self.features, dtype=np.float32)


@dataclass
class MedusaState:
    """The environment's state, as ``/state`` gives it. Fields that a later version adds are in ``extra``."""

    episode_id: str | None = None
    step_count: int = 0
    run_id: str | None = None
    seed: int | None = None
    scenario_id: str = ""
    max_steps: int = 0
    step_idx: int = 0
    stage: str = ""
    time_delta_a: float = 0.0
    time_delta_b: float = 0.0
    is_stale_a: bool = False
    is_stale_b: bool = False
    did_sync_check: bool = False
    did_evolve_schema: bool = False
    new_cols_a: int = 0
    new_cols_b: int = 0
    schema_compat: float = 0.0
    null_ratio_key_a: float = 0.0
    null_ratio_key_b: float = 0.0
    uniqueness_a: float = 0.0
    uniqueness_b: float = 0.0
    did_prep_a: bool = False
    did_prep_b: bool = False
    did_dedup_b: bool = False
    match_rate: float = 0.0
    did_join: bool = False
    join_type: str | None = None
    join_row_count: int = 0
    explosion_detected: bool = False
    did_scd: bool = False
    scd_type: str | None = None
    scd_inserts: int = 0
    scd_updates: int = 0
    silver_row_count: int = 0
    quarantine_row_count: int = 0
    source_a_row_count: int = 0
    grader_passed: bool = False
    grader_report: str = ""
    cumulative_reward: float = 0.0
    extra: dict[str, Any] = field(default_factory=dict)


class MedusaWire(ObservationReader):
    """The three methods in which MEDUSA's client differs from any other: for OpenEnv's EnvClient and for our own session."""

    def _step_payload(self, action: MedusaAction | MedusaActionType | str | Mapping[str, Any]) -> dict[str, Any]:
        if isinstance(action, Mapping):
            return dict(action)
        if not isinstance(action, MedusaAction):
            action = MedusaAction(action)
        payload: dict[str, Any] = {"action": MedusaActionType(action.action).value}
        payload.update({name: dict(value) for name, value in (("params", action.params), ("metadata", action.metadata)) if value})
        return payload

    def _parse_result(self, payload: dict[str, Any]) -> Any:
        return self._result(MedusaObservation, payload)

    def _parse_state(self, payload: dict[str, Any]) -> MedusaState:
        return record_from(MedusaState, payload)


class MedusaEnv(MedusaWire, OpenEnvSession[MedusaAction, MedusaObservation, MedusaState]):
    """A session with MEDUSA.

    >>> with MedusaEnv("http://127.0.0.1:8000") as env:
    ...     result = env.reset(seed=1)
    ...     result = env.step(MedusaAction(action=MedusaActionType.SYNC_CHECK))
    """

    _result_class = StepResult
