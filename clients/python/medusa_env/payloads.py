"""Dataclasses from and to the server's JSON."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar

RecordT = TypeVar("RecordT")


def record_from(kind: type[RecordT], payload: Mapping[str, Any], **more: Any) -> RecordT:
    """A dataclass from an object's fields; those that it does not have go into its field ``extra``, if it has one."""
    names = {field.name for field in dataclasses.fields(kind)}
    known = {name: value for name, value in payload.items() if name in names and name != "extra"}
    if "extra" in names:
        known["extra"] = {name: value for name, value in payload.items() if name not in names}
    return kind(**{**known, **more})


class ObservationReader:
    """What the sessions of both flavours read an answer with."""

    # What a step's answer becomes; OpenEnv's own class where its client is the base.
    _result_class: Any

    def _result(self, kind: type[Any], payload: Mapping[str, Any]) -> Any:
        observation = dict(payload.get("observation") or {})
        metadata = {**(observation.pop("metadata", None) or {}), **(payload.get("metadata") or {})}
        reward, done = payload.get("reward"), bool(payload.get("done", False))
        arguments: dict[str, Any] = {
            "observation": record_from(kind, observation, reward=reward, done=done, metadata=metadata),
            "reward": reward,
            "done": done,
        }
        # OpenEnv's StepResult has metadata in later versions only; the observation's own is there in all.
        if "metadata" in getattr(self._result_class, "__dataclass_fields__", {}):
            arguments["metadata"] = metadata
        return self._result_class(**arguments)
