"""Many episodes behind Gymnasium's vector interface."""

from .base import AutoresetMode
from .batch import StepsRefused
from .env import MedusaVectorEnv

__all__ = ["AutoresetMode", "MedusaVectorEnv", "StepsRefused"]
