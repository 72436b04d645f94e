"""Tables as numpy columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Columns = dict[str, npt.NDArray[Any]]


def columns_of(pages: Iterable[Mapping[str, Any]]) -> Columns:
    """The columns of a table, from its pages in order.

    Text columns are object arrays with None for NULL; numbers are float64 with NaN; timestamps datetime64[us] with NaT;
    integers and booleans int64 and bool, or masked arrays of these where the column has a NULL.
    """
    names: list[tuple[str, str]] = []
    rows: list[Sequence[Any]] = []
    for page in pages:
        names = [(column["name"], column["type"]) for column in page["columns"]]
        rows.extend(page["values"])
    return {name: _column([row[index] for row in rows], kind) for index, (name, kind) in enumerate(names)}


def _column(values: list[Any], kind: str) -> npt.NDArray[Any]:
    if kind == "number":
        return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
    if kind == "timestamp":
        return np.array(["NaT" if value is None else value.rstrip("Z") for value in values], dtype="datetime64[us]")
    if kind in ("integer", "boolean"):
        dtype: type[Any] = np.int64 if kind == "integer" else np.bool_
        missing = [value is None for value in values]
        filled = np.array([dtype(0) if value is None else value for value in values], dtype=dtype)
        # The class is not typed in every version of numpy.
        masked: npt.NDArray[Any] = np.ma.array(filled, mask=missing)  # type: ignore[no-untyped-call]
        return masked if any(missing) else filled
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column
