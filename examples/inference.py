"""A language model plays the tasks of an environment.

    export HF_TOKEN=hf_…                          # or OPENAI_API_KEY=sk-…
    export API_BASE_URL=https://…/v1              # optional; any server with OpenAI's chat completions
    export MODEL_NAME=meta-llama/Llama-3.1-8B-Instruct
    python3 examples/inference.py --host http://127.0.0.1:8000 --environment medusa

MEDUSA_API_KEY is sent to the server, where it wants a key.

The prompt comes from what the server says of the environment: its actions, rewards and tasks. It prints a line a task, and the mean score
at the end. Needs medusa_env (`pip install ./clients/python`, or PYTHONPATH=clients/python) and nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

from medusa_env import InvalidRequest, MedusaClient, MedusaError

HUGGING_FACE = "https://router.huggingface.co/v1"
OPENAI = "https://api.openai.com/v1"
DEFAULT_MODEL = "meta-llama/Llama-3.1-8B-Instruct"
# Observations and answers that the model sees again at each step; earlier ones are left out.
REMEMBERED = 24


class Chat:
    """OpenAI's chat completions over the standard library."""

    def __init__(self, base_url: str, key: str | None, model: str, *, timeout_s: float = 120.0, attempts: int = 5, wait_s: float = 1.0) -> None:
        self._url, self._key, self.model = f"{base_url.rstrip('/')}/chat/completions", key, model
        self._timeout_s, self._attempts, self._wait_s = timeout_s, attempts, wait_s

    @staticmethod
    def from_environment(variables: dict[str, str]) -> Chat:
        """HF_TOKEN or OPENAI_API_KEY, API_BASE_URL, MODEL_NAME.

        Raises:
            ValueError: they do not say which model to ask, or with which key.
        """
        hugging_face, openai = variables.get("HF_TOKEN"), variables.get("OPENAI_API_KEY")
        base = variables.get("API_BASE_URL") or (HUGGING_FACE if hugging_face or not openai else OPENAI)
        if not hugging_face and not openai and not variables.get("API_BASE_URL"):
            raise ValueError("Set HF_TOKEN or OPENAI_API_KEY; a server of your own that wants no key needs only API_BASE_URL.")
        model = variables.get("MODEL_NAME") or (DEFAULT_MODEL if base == HUGGING_FACE else None)
        if model is None:
            raise ValueError(f"Set MODEL_NAME to a model of {base}.")
        return Chat(base, hugging_face or openai, model)

    def complete(self, messages: list[dict[str, str]]) -> str:
        """The model's answer; asked again where the service is busy or does not answer.

        Raises:
            RuntimeError: it refused, or gave no answer in all attempts.
        """
        body = json.dumps({"model": self.model, "messages": messages, "temperature": 0.0, "max_tokens": 512}).encode()
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {self._key}"} if self._key else {})}
        for attempt in range(1, self._attempts + 1):
            wait = self._wait_s * 2 ** (attempt - 1)
            try:
                with urllib.request.urlopen(urllib.request.Request(self._url, body, headers), timeout=self._timeout_s) as response:
                    return str(json.load(response)["choices"][0]["message"]["content"] or "")
            except urllib.error.HTTPError as error:
                said = error.read(500).decode(errors="replace")
                if error.code != 429 and error.code < 500 or attempt == self._attempts:
                    raise RuntimeError(f"{self._url} answered {error.code}: {said}") from error
                after = error.headers.get("Retry-After", "")
                wait = float(after) if after.isdecimal() else wait
            except (OSError, ValueError, LookupError, TypeError) as error:
                # No connection, no JSON, or not the JSON of a completion.
                if attempt == self._attempts:
                    raise RuntimeError(f"{self._url} gave no answer: {error or type(error).__name__}") from error
            time.sleep(wait)
        raise RuntimeError(f"{self._url} was not asked")


def read_action(text: str, environment: dict[str, Any]) -> dict[str, Any]:
    """The action that an answer names: the last JSON object that is one, else the last action's name in the text.

    Raises:
        ValueError: there is none; the text says what is wanted.
    """
    text = re.sub(r"<think>.*?</think>", "", text, flags=re.DOTALL)
    schema, names = environment["action"], [action["name"] for action in environment["actions"]]
    field = schema["required"][0]
    by_folded_name = {name.casefold(): name for name in names}
    for candidate in reversed(list(_objects(text))):
        name = by_folded_name.get(str(candidate.get(field, "")).strip().casefold())
        if name is not None:
            # What else the model wrote beside it, such as its reasons, the server would refuse.
            known = {key: _plain(value) for key, value in candidate.items() if key in schema["properties"] and key != "metadata"}
            return {**known, field: name}
    said = re.findall("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names), text, flags=re.IGNORECASE)
    if said and not any(action["parameters"].get("properties") for action in environment["actions"]):
        return {field: by_folded_name[said[-1].casefold()]}
    raise ValueError(f'Answer with one JSON object such as {_example(environment)} whose "{field}" is one of {", ".join(names)}.')


def _objects(text: str) -> Any:
    decoder, begin = json.JSONDecoder(), text.find("{")
    while begin >= 0:
        try:
            value, end = decoder.raw_decode(text, begin)
            yield value
        except ValueError:
            end = begin + 1
        begin = text.find("{", end)


def _plain(value: Any) -> Any:
    # Models like to write 10.0 and "10" where the schema wants 10.
    if isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value.strip()):
        value = float(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return {key: _plain(inner) for key, inner in value.items()} if isinstance(value, dict) else value


def _example(environment: dict[str, Any]) -> str:
    field = environment["action"]["required"][0]
    example: dict[str, Any] = {field: environment["actions"][0]["name"]}
    if environment["actions"][0]["parameters"].get("properties", {}).get("strategy_weights"):
        example.update(batch_size=10, strategy_weights={"uncertainty": 0.4, "diversity": 0.4, "random": 0.2})
    return json.dumps(example)


def instructions(environment: dict[str, Any], task: dict[str, Any]) -> str:
    """What the model is told before the first observation."""
    lines = [f"You control {environment['title']}: {environment['description']}", f"Task: {task['description']}"]
    lines += [f"Success: {task['success_criteria']}"] if task.get("success_criteria") else []
    lines += ["Actions:", *(f"- {action['name']}: {action['description']}" for action in environment["actions"])]
    properties = environment["actions"][0]["parameters"].get("properties", {})
    lines += ["Fields of an action:" if properties else "", *(f"- {name}: {schema.get('description', '')}" for name, schema in properties.items())]
    features = environment.get("features") or ()
    lines += ["Numbers in the observation's features, in order:" if features else "", *(f"- {feature['name']}: {feature['description']}" for feature in features)]
    lines += ["Reward of a step, the sum of:", *(f"- {rule['name']}: {rule['description']}" for rule in environment["rewards"])]
    lines.append(f"Each turn you get an observation. Think briefly, then answer with one JSON object for your next action, such as {_example(environment)}.")
    return "\n".join(line for line in lines if line)


@dataclass(frozen=True)
class Outcome:
    """How a task ended."""

    task: str
    difficulty: str
    steps: int
    reward: float
    score: float
    passed: bool
    note: str


def play(client: MedusaClient, chat: Chat, environment: dict[str, Any], task: dict[str, Any], *, seed: int | None, retries: int, verbose: bool) -> Outcome:
    """One episode of a task."""
    [reply] = client.create(environment["name"], task=task["task_id"], seed=seed, labels={"model": chat.model[:200]})
    system = [{"role": "system", "content": instructions(environment, task)}]
    turns = [{"role": "user", "content": _seen(reply.observation, None)}]
    note, asked = "", 0
    while not reply.done:
        answer = chat.complete(system + turns[-REMEMBERED:])
        turns.append({"role": "assistant", "content": answer})
        try:
            action = read_action(answer, environment)
            reply = client.step(reply.episode_id, action, step=reply.step + 1)
        except (ValueError, InvalidRequest) as error:
            asked += 1
            if asked > retries:
                note = "no usable action"
                break
            turns.append({"role": "user", "content": f"That was no action: {error}"})
            continue
        asked = 0
        if verbose:
            print(f"  {reply.step:3} {json.dumps(action)} reward {reply.reward}", file=sys.stderr)
        turns.append({"role": "user", "content": _seen(reply.observation, reply.reward)})
    total = float(reply.metadata["cumulative_reward"])
    if not reply.done:
        client.close_episode(reply.episode_id)
        return Outcome(task["task_id"], task["difficulty"], reply.step, total, 0.0, False, note)
    grade = client.grade(reply.episode_id)
    return Outcome(task["task_id"], task["difficulty"], reply.step, total, float(grade["score"] or 0.0), bool(grade["task_passed"]), str(reply.metadata.get("end_reason", "")))


def _seen(observation: dict[str, Any], reward: float | None) -> str:
    return f"Observation: {json.dumps(observation, ensure_ascii=False)}" + ("" if reward is None else f"\nReward: {reward:g}")


def main() -> int:
    """Plays the tasks; the exit code is 2 where something is missing, 1 where a server gave up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--host", default="http://127.0.0.1:8000", help="Medusa's address (%(default)s)")
    parser.add_argument("--environment", default="medusa", help="%(default)s")
    parser.add_argument("--tasks", help="names separated by commas; all of them by default")
    parser.add_argument("--seed", type=int, help="for every task; its own by default")
    parser.add_argument("--retries", type=int, default=3, help="answers without an action, in a row, before the episode is given up (%(default)s)")
    parser.add_argument("--verbose", action="store_true", help="every step, on standard error")
    parser.add_argument("--json", action="store_true", help="one JSON object a task in place of the table")
    arguments = parser.parse_args()
    try:
        chat = Chat.from_environment(dict(os.environ))
        client = MedusaClient(arguments.host, api_key=os.environ.get("MEDUSA_API_KEY"))
        environment = client.environment(arguments.environment)
        offered = {task["task_id"]: task for task in environment["tasks"]}
        wanted = arguments.tasks.split(",") if arguments.tasks else list(offered)
        if missing := [name for name in wanted if name not in offered]:
            raise ValueError(f"{environment['name']} has no task {missing[0]!r}; it has {', '.join(offered)}.")
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    except MedusaError as error:
        print(error, file=sys.stderr)
        return 1
    if not arguments.json:
        print(f"{environment['name']} played by {chat.model}\n{'task':24} {'difficulty':10} {'steps':>5} {'return':>8} {'score':>6}  passed  ended")
    scores: list[float] = []
    try:
        for name in wanted:
            outcome = play(client, chat, environment, offered[name], seed=arguments.seed, retries=arguments.retries, verbose=arguments.verbose)
            scores.append(outcome.score)
            line = f"{outcome.task:24} {outcome.difficulty:10} {outcome.steps:5} {outcome.reward:8.2f} {outcome.score:6.2f}  {'yes' if outcome.passed else 'no':6}  {outcome.note}"
            print(json.dumps(outcome.__dict__) if arguments.json else line, flush=True)
    except (RuntimeError, MedusaError) as error:
        print(error, file=sys.stderr)
        return 1
    if not arguments.json:
        print(f"mean score {sum(scores) / len(scores):.4f} over {len(scores)} task{'s' if len(scores) != 1 else ''}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
