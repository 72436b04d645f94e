"""Elements of POST /v1/steps until each has its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..client import MedusaClient
from ..errors import Conflict, MedusaError, error_of, is_retryable


class StepsRefused(MedusaError):
    """Some environments' requests were refused, and nothing happened there; the others' were carried out.

    Step again, with corrected actions where they were refused and the same ones elsewhere: what was answered is not asked twice.
    ``errors`` holds each refusal by its environment's index; ``code`` is the first one's.
    """

    def __init__(self, errors: Mapping[int, MedusaError]) -> None:
        self.errors = dict(sorted(errors.items()))
        first, error = next(iter(self.errors.items()))
        more = f", and {len(errors) - 1} more" if len(errors) > 1 else ""
        super().__init__(error.code, f"Environment {first}{more}: {error.detail}", status=error.status, problem=error.problem)


class Batch:
    """What each of some environments asks, and the answers so far.

    Every element carries names, so that asking for it again does it once.
    """

    def __init__(self, elements: Mapping[int, dict[str, Any]]) -> None:
        self.elements = dict(elements)
        self.answers: dict[int, dict[str, Any]] = {}
        self._refused: set[int] = set()

    def amend(self, elements: Mapping[int, dict[str, Any]]) -> None:
        """Takes corrected elements in place of refused ones.

        Raises:
            Conflict: ``request_conflict``, another element differs from what was asked under the same name.
        """
        changed = [index for index, element in elements.items() if element != self.elements.get(index) and index not in self._refused]
        if changed:
            detail = f"The last step is not answered yet: give environments {_listed(changed)} the actions that they were given, or reset."
            raise Conflict("request_conflict", detail)
        self.elements.update(elements)
        self._refused.clear()

    def run(self, client: MedusaClient) -> dict[int, dict[str, Any]]:
        """The answers, by the environment's index. Asks for what is missing, until the client's retry policy gives up.

        Raises:
            StepsRefused: some cannot be carried out as they are.
            MedusaError: some have no answer; running again goes on.
        """
        for attempt in client.retry.attempts():
            waiting = [index for index in self.elements if index not in self.answers]
            if not waiting:
                break
            late = self._ask(client, waiting)
            if late is None:
                break
            attempt.failed(late)
        return self.answers

    def _ask(self, client: MedusaClient, waiting: Sequence[int]) -> MedusaError | None:
        refusals: dict[int, MedusaError] = {}
        late: MedusaError | None = None
        for index, answer in zip(waiting, client.ask_steps([self.elements[index] for index in waiting])):
            if "error" not in answer:
                self.answers[index] = answer
                continue
            error = error_of(answer["error"])
            if is_retryable(error):
                late = error
            else:
                refusals[index] = error
        if refusals:
            self._refused.update(refusals)
            raise StepsRefused(refusals)
        return late


def _listed(indices: Sequence[int]) -> str:
    shown = ", ".join(str(index) for index in indices[:8])
    return shown + (", …" if len(indices) > 8 else "")
