"""Many episodes behind Gymnasium's vector interface."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ..client import MedusaClient
from ..errors import MedusaError, ResetNeeded
from ..retry import RetryPolicy
from .actions import ActionWriter, action_writer
from .base import AutoresetMode, VectorEnv
from .batch import Batch
from .infos import add_info
from .observations import ObservationReader, observation_reader
from .seeds import Seeds

Flags = npt.NDArray[np.bool_]
StepAnswer = tuple[Any, npt.NDArray[np.float64], Flags, Flags, dict[str, Any]]


class MedusaVectorEnv(VectorEnv):  # type: ignore[misc]
    """``num_envs`` episodes of one environment, stepped by one request.

    Every step carries its number and a name, so that a step whose answer was lost is asked again and taken once. An exception
    leaves the environments where they are: the same :meth:`step` again goes on, and :meth:`reset` begins anew.

    Args:
        num_envs: how many.
        environment: its name on the server.
        base_url, api_key, timeout_s, retry: as for :class:`medusa_env.MedusaClient`.
        autoreset_mode: when an environment whose episode has ended gets the next one, as Gymnasium defines it: NEXT_STEP, with
            the next step, which ignores its action; SAME_STEP, at once, with ``final_obs`` and ``final_info`` in infos; DISABLED,
            by ``reset(options={"reset_mask": mask})``.
        task: the task of every episode, or one for each environment.
        options: the environment's reset options, or one mapping for each environment.
        info: which fields of an answer's metadata and observation go into infos. MEDUSA's ``metrics`` has what the sixteen features
            leave out; it nests, which takes time with many environments.
        episode_fields: further fields of every episode's start, such as ``labels``, ``durability`` or ``idle_timeout_s``.

    Raises:
        NotFound: the server has no such environment.
    """

    def __init__(
        self,
        num_envs: int,
        environment: str = "medusa",
        *,
        base_url: str = "http://127.0.0.1:8000",
        api_key: str | None = None,
        autoreset_mode: AutoresetMode | str = AutoresetMode.NEXT_STEP,
        task: str | Sequence[str | None] | None = None,
        options: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
        info: Collection[str] = ("episode_id", "step", "seed", "end_reason", "cumulative_reward"),
        episode_fields: Mapping[str, Any] | None = None,
        timeout_s: float = 60.0,
        retry: RetryPolicy | None = None,
    ) -> None:
        if num_envs < 1:
            raise ValueError("num_envs must be at least 1.")
        self.num_envs = num_envs
        self.autoreset_mode = AutoresetMode(autoreset_mode)
        self.metadata = {"autoreset_mode": self.autoreset_mode}
        self.client = MedusaClient(base_url, api_key=api_key, timeout_s=timeout_s, retry=retry)
        self._tasks: list[str | None] = [task] * num_envs if task is None or isinstance(task, str) else list(task)
        self._options: list[Mapping[str, Any]] = [options or {}] * num_envs if options is None or isinstance(options, Mapping) else list(options)
        if len(self._tasks) != num_envs or len(self._options) != num_envs:
            raise ValueError(f"One task and one mapping of options for each of {num_envs} environments are needed.")
        self._info = tuple(info)
        self._fields = dict(episode_fields or {})
        description = self.client.environment(environment)
        self.environment: str = description["name"]
        # What each element of the feature vector is called; empty where there is none.
        self.feature_names: tuple[str, ...] = tuple(feature["name"] for feature in description.get("features") or ())
        self._actions: ActionWriter = action_writer(description)
        self._reader: ObservationReader = observation_reader(description, self._probe)
        self.single_action_space, self.action_space = self._actions.space(), self._actions.space(num_envs)
        self.single_observation_space, self.observation_space = self._reader.space(), self._reader.space(num_envs)
        self._seeds = Seeds(num_envs, int((description.get("seeds") or {}).get("maximum") or 2**32 - 1))
        self._names = uuid.uuid4().hex
        self._started = 0
        self._episodes: list[str | None] = [None] * num_envs
        self._steps = [0] * num_envs
        self._ended: Flags = np.zeros(num_envs, dtype=np.bool_)
        self._observations = self._reader.empty(num_envs)
        self._step_batch: Batch | None = None
        self._next_batch: Batch | None = None

    @property
    def episode_ids(self) -> tuple[str | None, ...]:
        """The episode that each environment is in, or was in until it ended; None before the first reset."""
        return tuple(self._episodes)

    def reset(self, *, seed: int | Sequence[int | None] | None = None, options: Mapping[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        """Begins an episode in every environment, or in those of ``options["reset_mask"]``.

        Args:
            seed: ``seed + i`` for environment i, or one seed for each; without, the task's, or one that the server draws. Later
                episodes of an environment that was given a seed have seeds that follow from it.
            options: ``reset_mask``, ``task``, and the environment's reset options, for these episodes only.

        Returns:
            the observations of all environments, and the infos of those that were reset.

        Raises:
            StepsRefused: an option, a task or a seed is refused.
        """
        given = dict(options or {})
        chosen = self._chosen(given.pop("reset_mask", None))
        task = given.pop("task", None)
        seeds = self._seeds.first(seed, chosen)
        answers = Batch({index: self._create(index, one, task, given) for index, one in zip(chosen, seeds)}).run(self.client)
        former = [self._episodes[index] for index in chosen if not self._ended[index]]
        self._step_batch = self._next_batch = None
        infos: dict[str, Any] = {}
        for index in chosen:
            self._begin(index, answers[index])
            add_info(infos, self._infos_of(answers[index]), index, self.num_envs)
        self._close_episodes(former)
        return self._reader.copy(self._observations), infos

    def step(self, actions: Any) -> StepAnswer:
        """Takes one step in every environment.

        Args:
            actions: indices, names or dicts; for DataSelect also a dict of arrays, as ``action_space`` has it.

        Returns:
            observations, rewards, terminations, truncations and infos.

        Raises:
            ResetNeeded: before the first reset, or, with DISABLED, an environment's episode has ended.
            ValueError: an action is none; nothing was sent.
            StepsRefused: the server refused some actions; the others' steps were taken.
            MedusaError: some answers are missing; the same step again asks for them.
        """
        elements = self._elements(self._actions.batch(actions, self.num_envs))
        if self._step_batch is None:
            self._step_batch = Batch(elements)
        else:
            self._step_batch.amend(elements)
        answers = self._step_batch.run(self.client)
        after = self._following(answers)
        self._step_batch = self._next_batch = None
        return self._advance(answers, after)

    def close_extras(self, **kwargs: Any) -> None:
        """Closes the episodes that still run, and the connection."""
        self._close_episodes([episode for episode, ended in zip(self._episodes, self._ended) if not ended])
        self.client.close()

    def __enter__(self) -> MedusaVectorEnv:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"MedusaVectorEnv({self.environment}, num_envs={self.num_envs})"

    def _chosen(self, mask: Any) -> list[int]:
        if mask is None:
            return list(range(self.num_envs))
        if not isinstance(mask, np.ndarray) or mask.dtype != np.bool_:
            raise TypeError("options['reset_mask'] must be a numpy array of dtype bool.")
        if mask.shape != (self.num_envs,) or not mask.any():
            raise ValueError(f"options['reset_mask'] must have shape ({self.num_envs},) and at least one True.")
        return [int(index) for index in np.flatnonzero(mask)]

    def _create(self, index: int, seed: int | None, task: str | None = None, options: Mapping[str, Any] | None = None) -> dict[str, Any]:
        self._started += 1
        create: dict[str, Any] = {**self._fields, "environment": self.environment, "request_id": f"{self._names}-{self._started}"}
        given = {"seed": seed, "task": task or self._tasks[index], "options": {**self._options[index], **(options or {})} or None}
        create.update({name: value for name, value in given.items() if value is not None})
        return {"create": create}

    def _elements(self, actions: Sequence[Any]) -> dict[int, dict[str, Any]]:
        if self._ended.any() and self.autoreset_mode == AutoresetMode.DISABLED:
            ended = np.flatnonzero(self._ended).tolist()
            raise ResetNeeded("episode_done", f"The episodes of environments {ended} have ended: reset them with options={{'reset_mask': mask}}.")
        if None in self._episodes:
            raise ResetNeeded("not_reset", "Reset the environments before the first step.")
        # All are read before the first seed is drawn: a bad action leaves everything as it was.
        written = [None if self._ended[index] else self._actions.write(action) for index, action in enumerate(actions)]
        return {index: self._create_again(index) if action is None else self._step_of(index, action) for index, action in enumerate(written)}

    def _create_again(self, index: int) -> dict[str, Any]:
        # The same creation, under the same name, where this step is a repeated one.
        return self._step_batch.elements[index] if self._step_batch else self._create(index, self._seeds.next(index))

    def _step_of(self, index: int, action: Mapping[str, Any]) -> dict[str, Any]:
        step = self._steps[index] + 1
        return {"episode_id": self._episodes[index], "action": action, "step": step, "request_id": f"{self._names}-{step}"}

    def _following(self, answers: Mapping[int, Mapping[str, Any]]) -> dict[int, dict[str, Any]]:
        """The episodes that begin where one has ended in this very step."""
        if self.autoreset_mode != AutoresetMode.SAME_STEP:
            return {}
        if self._next_batch is None:
            self._next_batch = Batch({index: self._create(index, self._seeds.next(index)) for index, answer in answers.items() if answer["done"]})
        return self._next_batch.run(self.client)

    def _advance(self, answers: Mapping[int, Mapping[str, Any]], after: Mapping[int, Mapping[str, Any]]) -> StepAnswer:
        rewards = np.zeros(self.num_envs, dtype=np.float64)
        terminations = np.zeros(self.num_envs, dtype=np.bool_)
        truncations = np.zeros(self.num_envs, dtype=np.bool_)
        infos: dict[str, Any] = {}
        for index in range(self.num_envs):
            answer = answers[index]
            self._begin(index, answer)
            rewards[index] = answer["reward"] or 0.0
            info = self._infos_of(answer)
            if answer["done"]:
                truncations[index] = bool(answer["metadata"].get("truncated"))
                terminations[index] = not truncations[index]
            if index in after:
                final = {"final_obs": self._reader.row(self._observations, index), "final_info": info}
                add_info(infos, final, index, self.num_envs)
                self._begin(index, after[index])
                info = self._infos_of(after[index])
            add_info(infos, info, index, self.num_envs)
        return self._reader.copy(self._observations), rewards, terminations, truncations, infos

    def _begin(self, index: int, answer: Mapping[str, Any]) -> None:
        self._episodes[index] = answer["episode_id"]
        self._steps[index] = answer["step"]
        self._ended[index] = answer["done"]
        self._reader.write(self._observations, index, answer["observation"])

    def _infos_of(self, answer: Mapping[str, Any]) -> dict[str, Any]:
        metadata, observation = answer["metadata"], answer["observation"]
        return {name: metadata[name] if name in metadata else observation[name] for name in self._info if name in metadata or name in observation}

    def _probe(self) -> Mapping[str, Any]:
        reply = self.client.create(self.environment, task=self._tasks[0], options=self._options[0] or None)[0]
        self.client.close_episode(reply.episode_id)
        return reply.observation

    def _close_episodes(self, episodes: Sequence[str | None]) -> None:
        for episode in episodes:
            try:
                if episode is not None:
                    self.client.close_episode(episode)
            except MedusaError:
                # It is gone already, or the server is: what nobody steps any more ends by the server's own limits.
                continue
