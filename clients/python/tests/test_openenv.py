"""The classes for OpenEnv's own client.

Where openenv is installed its EnvClient is the base. Elsewhere a stand-in with EnvClient's contract is: asynchronous, abstract in the three
methods that a subclass gives, and with a StepResult without metadata, as openenv-core 0.2 has it. This shows that our classes fill the
contract; it cannot show that the contract is still OpenEnv's.
"""

from __future__ import annotations

import abc
import asyncio
import dataclasses
import importlib
import importlib.util
import json
import sys
import types
import unittest
from typing import Any, Generic, TypeVar

from medusa_env import DataSelectAction, MedusaAction, MedusaActionType
from medusa_env.address import Address
from medusa_env.websocket import WebSocket

from .gateway import gateway

ActT, ObsT, StateT = TypeVar("ActT"), TypeVar("ObsT"), TypeVar("StateT")


@dataclasses.dataclass
class StandInResult(Generic[ObsT]):
    """What openenv-core 0.2 calls StepResult."""

    observation: ObsT
    reward: float | None = None
    done: bool = False


class StandInClient(abc.ABC, Generic[ActT, ObsT, StateT]):
    """The contract of EnvClient: what it asks of a subclass, and the messages that it sends."""

    def __init__(self, base_url: str) -> None:
        self._url = base_url

    @abc.abstractmethod
    def _step_payload(self, action: ActT) -> dict[str, Any]: ...

    @abc.abstractmethod
    def _parse_result(self, payload: dict[str, Any]) -> Any: ...

    @abc.abstractmethod
    def _parse_state(self, payload: dict[str, Any]) -> StateT: ...

    async def __aenter__(self) -> StandInClient[ActT, ObsT, StateT]:
        self._socket = await asyncio.to_thread(WebSocket, Address.parse(self._url), "/ws")
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.to_thread(self._socket.close)

    async def _ask(self, message: dict[str, Any]) -> Any:
        self._socket.send(json.dumps(message))
        return json.loads(await asyncio.to_thread(self._socket.receive, 60.0))["data"]

    async def reset(self, **arguments: Any) -> Any:
        return self._parse_result(await self._ask({"type": "reset", "data": arguments}))

    async def step(self, action: ActT) -> Any:
        return self._parse_result(await self._ask({"type": "step", "data": self._step_payload(action)}))

    async def state(self) -> StateT:
        return self._parse_state(await self._ask({"type": "state"}))


def stand_in() -> dict[str, types.ModuleType]:
    """The modules that medusa_env.openenv imports."""
    modules = {name: types.ModuleType(name) for name in ("openenv", "openenv.core", "openenv.core.client_types", "openenv.core.env_client")}
    modules["openenv.core.client_types"].StepResult = StandInResult  # type: ignore[attr-defined]
    modules["openenv.core.env_client"].EnvClient = StandInClient  # type: ignore[attr-defined]
    return modules


class OpenEnvsClient(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        if importlib.util.find_spec("openenv") is None:
            modules = stand_in()
            sys.modules.update(modules)
            cls.addClassCleanup(lambda: [sys.modules.pop(name) for name in modules])
        cls.module = importlib.import_module("medusa_env.openenv")
        cls.addClassCleanup(lambda: sys.modules.pop("medusa_env.openenv"))

    def test_plays_medusa(self) -> None:
        async def play() -> None:
            async with self.module.MedusaEnv(base_url=gateway().url) as env:
                result = await env.reset(seed=0)
                self.assertEqual((16,), result.observation.vector.shape)
                result = await env.step(MedusaAction(action=MedusaActionType.COMMIT, metadata={"step": 1}))
                self.assertTrue(result.done)
                self.assertAlmostEqual(-20.2, result.reward)
                self.assertEqual("committed", result.observation.metadata["end_reason"])
                self.assertEqual(("clean_0", "committed"), ((await env.state()).scenario_id, (await env.state()).stage))

        asyncio.run(play())

    def test_plays_dataselect(self) -> None:
        async def play() -> None:
            async with self.module.DataSelectEnv(base_url=f"{gateway().url}/envs/dataselect") as env:
                await env.reset(task="easy")
                result = await env.step(DataSelectAction(batch_size=10, strategy_weights={"random": 1.0}))
                self.assertEqual(290, result.observation.remaining_budget)
                self.assertEqual(290, (await env.state()).remaining_budget)

        asyncio.run(play())

    def test_has_the_same_classes_beside_it(self) -> None:
        import medusa_env

        self.assertIs(medusa_env.MedusaAction, self.module.MedusaAction)
        self.assertIsNot(medusa_env.MedusaEnv, self.module.MedusaEnv)
        self.assertEqual([], sorted(self.module.MedusaEnv.__abstractmethods__))
