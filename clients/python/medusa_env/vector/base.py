"""Gymnasium's classes where Gymnasium is installed, else the little of them that the vectorised client needs.

Wrappers of Gymnasium's take only subclasses of its VectorEnv, and spaces of its own.
"""

from __future__ import annotations

import enum
from typing import Any

try:
    from gymnasium import spaces as spaces
    from gymnasium.vector.vector_env import AutoresetMode as AutoresetMode
    from gymnasium.vector.vector_env import VectorEnv as VectorEnv
except ImportError:
    from . import spaces as spaces

    class AutoresetMode(enum.Enum):  # type: ignore[no-redef]
        """When an environment whose episode has ended is reset, as Gymnasium defines it."""

        NEXT_STEP = "NextStep"
        SAME_STEP = "SameStep"
        DISABLED = "Disabled"

    class VectorEnv:  # type: ignore[no-redef]
        """What a vectorised environment is, of Gymnasium's VectorEnv."""

        metadata: dict[str, Any] = {}
        spec: Any = None
        render_mode: str | None = None
        closed: bool = False
        num_envs: int

        def close(self, **kwargs: Any) -> None:
            """Closes the environments; twice is no error."""
            if not self.closed:
                self.close_extras(**kwargs)
                self.closed = True

        def close_extras(self, **kwargs: Any) -> None:
            """What a subclass closes."""

        @property
        def unwrapped(self) -> VectorEnv:
            """This environment."""
            return self
