"""Infos of many environments in one dictionary, as Gymnasium's VectorEnv has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

# The Python types that an array of each kind holds without loss.
_VALUES: dict[str, tuple[type, ...]] = {"i": (int,), "f": (int, float), "b": (bool,)}


def add_info(infos: dict[str, Any], info: Mapping[str, Any], index: int, num_envs: int) -> dict[str, Any]:
    """Adds the info of one environment: an array under each key, and under ``_key`` which environments have it.

    Numbers and booleans make typed arrays, dictionaries nest, anything else (``final_obs`` too) makes an object array.
    """
    for key, value in info.items():
        if isinstance(value, Mapping) and key != "final_obs":
            infos[key] = add_info(infos.get(key, {}), value, index, num_envs)
        else:
            if key not in infos:
                infos[key] = _column(key, value, num_envs)
            elif infos[key].dtype != object and not _fits(infos[key], value):
                infos[key] = infos[key].astype(object)
            infos[key][index] = value
        mask = infos.setdefault(f"_{key}", np.zeros(num_envs, dtype=np.bool_))
        mask[index] = True
    return infos


def _column(key: str, value: Any, num_envs: int) -> Any:
    if key != "final_obs" and type(value) in (int, float, bool) and not _is_huge(value):
        return np.zeros(num_envs, dtype=type(value))
    return np.full(num_envs, None, dtype=object)


def _fits(column: Any, value: Any) -> bool:
    # A measurement that is an integer in one environment may be a fraction, a text or missing in another.
    return type(value) in _VALUES.get(column.dtype.kind, ()) and not _is_huge(value)


def _is_huge(value: Any) -> bool:
    # Seeds of medusa-v0 have up to 256 bits.
    return type(value) is int and value.bit_length() > 63
