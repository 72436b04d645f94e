"""Gateways as processes of their own, one for each set of settings, until the tests end."""

from __future__ import annotations

import atexit
import os
import pathlib
import queue
import subprocess
import threading
import time

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]
_START_LIMIT_S = 60.0
_running: dict[tuple[tuple[str, str], ...], "Gateway"] = {}


class Gateway:
    """One gateway on a free port, with the memory journal and the embedded engine where the settings say nothing else."""

    def __init__(self, settings: dict[str, str]) -> None:
        self._settings = settings
        self.start()

    def start(self) -> None:
        """Starts it, again after :meth:`stop`, and returns when it serves."""
        dll = os.environ.get("MEDUSA_DLL") or str(REPOSITORY / "src/Medusa.Cli/bin/Release/net10.0/medusa.dll")
        if not os.path.exists(dll):
            raise FileNotFoundError(f"{dll} is missing: build src/Medusa.Cli, or let MEDUSA_DLL say where medusa.dll is.")
        defaults = {"PORT": "0", "HOST": "127.0.0.1", "Medusa__Journal__Kind": "memory", "Medusa__Engine": "embedded", "DOTNET_gcServer": "0", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
        self._process = subprocess.Popen(
            ["dotnet", dll, "serve"], env={**os.environ, **defaults, **self._settings}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self._lines: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.url = self._address()

    def stop(self) -> None:
        """Ends the process as ``kill -9`` does."""
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def _address(self) -> str:
        written: list[str] = []
        deadline = time.monotonic() + _START_LIMIT_S
        while True:
            line = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
            if line is None:
                raise RuntimeError("The gateway ended: " + "".join(written))
            written.append(line)
            if line.startswith("Medusa serves "):
                return line.rsplit(" at ", 1)[1].strip()


def gateway(**settings: str) -> Gateway:
    """The gateway with these settings, started where it does not run yet."""
    name = tuple(sorted(settings.items()))
    if name not in _running:
        _running[name] = Gateway(settings)
        atexit.register(_running[name].stop)
    return _running[name]
