"""A real server with a person who answers, for the tests of the clients and the examples."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from mission_control import MissionControl, Refused

# Long enough for a busy machine. Nothing here waits this long when all is well.
PATIENCE = 60.0

Answer = Callable[["Desk", dict[str, Any]], None]


class Desk:
    """A server with its own data and workspace, this machine as its desktop, Ana who decides, and an agent's key."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.workspace = home / "workspace"
        self.workspace.mkdir()
        self._data = home / "data"
        self._log = home / "server.log"
        self._server: subprocess.Popen[str] | None = None
        self.url = ""
        self.command("user", "add", "Ana", "--role", "admin", "--password-stdin", stdin="four quiet harbours\n")
        self.start()
        scopes = ["--scopes", "read,tasks,decide"]
        self.ana = MissionControl(self.url, self.command("key", "add", "Ana", "--for", "Ana", *scopes))
        self.key = self.command("key", "add", "Osprey", "--for", "Ana", "--scopes", "propose")
        self.desktop: str = self.until(self._online)
        self._people: list[Future[None]] = []

    def start(self) -> None:
        """Starts it, the second time at the same address."""
        listen = self.url.removeprefix("http://") or "127.0.0.1:0"
        place = ["--data", str(self._data), "--workspace", str(self.workspace)]
        with self._log.open("a") as log:
            self._server = subprocess.Popen(
                [_binary(), "serve", "--listen", listen, *place],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, env=self._environment(), text=True,
            )  # fmt: skip
        assert self._server.stdout is not None
        for line in self._server.stdout:
            if line.startswith("listening on "):
                self.url = line.removeprefix("listening on ").strip()
                return
        raise AssertionError(f"The server did not start:\n{self._log.read_text()}")

    def stop(self) -> None:
        """Stops it, as a person does."""
        if self._server is None:
            return
        self._server.terminate()
        self._server.wait(PATIENCE)
        assert self._server.stdout is not None
        self._server.stdout.close()
        self._server = None

    def command(self, *words: str, stdin: str = "") -> str:
        """A command of the binary beside the server; answers what it printed."""
        done = subprocess.run(
            [_binary(), *words, "--data", str(self._data)],
            input=stdin, capture_output=True, env=self._environment(), text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def agent(self, **options: Any) -> MissionControl:
        """The client of the agent Osprey."""
        return MissionControl(self.url, self.key, **options)

    def environment(self) -> dict[str, str]:
        """What a program of the agent needs to find the desk."""
        names = {
            "MISSION_CONTROL_URL": self.url,
            "MISSION_CONTROL_KEY": self.key,
            "MISSION_CONTROL_DESKTOP": self.desktop,
        }
        return {**os.environ, **names}

    def will(self, *answers: Answer) -> None:
        """Ana answers the next request that waits: each answer in turn, while the test goes on."""

        def work() -> None:
            for answer in answers:
                answer(self, self.until(self.waiting))

        self._meanwhile(work)

    def will_each(self, answers: dict[str, Answer]) -> None:
        """Ana waits until there is a request for each of these commands, and then answers them in this order."""

        def all_there() -> dict[str, dict[str, Any]] | None:
            found = {action["script"]: action for action in self._waiting()}
            return found if found.keys() >= answers.keys() else None

        def work() -> None:
            found = self.until(all_there)
            for command, answer in answers.items():
                answer(self, found[command])

        self._meanwhile(work)

    def _meanwhile(self, work: Callable[[], None]) -> None:
        done: Future[None] = Future()
        self._people.append(done)

        def run() -> None:
            try:
                work()
                done.set_result(None)
            except BaseException as error:  # noqa: BLE001 - it is told in the test's own thread
                done.set_exception(error)

        threading.Thread(target=run, daemon=True).start()

    def waiting(self) -> dict[str, Any] | None:
        """The action of the one request that waits; none while nothing does."""
        found = self._waiting()
        assert len(found) < 2, found
        return found[0] if found else None

    def _waiting(self) -> list[dict[str, Any]]:
        items = self.ana.call("GET", "/approvals", query={"gate": "action"})["items"]
        return [self.ana.call("GET", f"/actions/{item['action']['id']}") for item in items]

    def answered(self) -> None:
        """Waits until Ana has given the answers she would give."""
        for done in self._people:
            done.result(PATIENCE)
        self._people.clear()

    def actions(self) -> list[dict[str, Any]]:
        """Every action that ever asked, oldest first."""
        found = self.ana.call("GET", "/approvals", query={"gate": "action", "state": "all"})["items"]
        return [self.ana.call("GET", f"/actions/{item['action']['id']}") for item in found]

    def until(self, look: Callable[[], Any]) -> Any:
        """Looks until there is something."""
        end = time.monotonic() + PATIENCE
        while not (found := look()):
            assert time.monotonic() < end, f"late; the server said:\n{self._log.read_text()}"
            time.sleep(0.05)
        return found

    def _online(self) -> str | None:
        items = self.ana.call("GET", "/desktops")["items"]
        return next((item["id"] for item in items if item["online"]), None)

    def _environment(self) -> dict[str, str]:
        return {"PATH": os.environ["PATH"], "HOME": str(self.home), "XDG_DATA_HOME": str(self.home)}


def approve(desk: Desk, action: dict[str, Any]) -> None:
    """A yes to what was read."""
    decision = {"decision": "approve", "digest": action["digest"]}
    desk.ana.call("POST", f"/approvals/{action['approvalId']}/resolve", decision)


def reject(feedback: str) -> Answer:
    """A no with a reason."""

    def answer(desk: Desk, action: dict[str, Any]) -> None:
        decision = {"decision": "reject", "digest": action["digest"], "feedback": feedback}
        desk.ana.call("POST", f"/approvals/{action['approvalId']}/resolve", decision)

    return answer


def edit(command: str) -> Answer:
    """Another command in the place of the one that was proposed. It waits again, for its own answer."""

    def answer(desk: Desk, action: dict[str, Any]) -> None:
        desk.ana.call("POST", f"/actions/{action['id']}/edit", {"script": command})

    return answer


def revoke(desk: Desk, action: dict[str, Any]) -> None:
    """Takes a yes back."""
    desk.ana.call("POST", f"/approvals/{action['approvalId']}/revoke")


def _binary() -> str:
    binary = os.environ.get("MISSION_CONTROL_BIN", "")
    assert binary, "MISSION_CONTROL_BIN must name the binary: run `cargo xtask clients`"
    return binary


@pytest.fixture(scope="session")
def server() -> Iterator[Desk]:
    """One server for all tests of a run."""
    home = Path(tempfile.mkdtemp(prefix="mission-control-"))
    desk = Desk(home)
    yield desk
    desk.stop()
    shutil.rmtree(home)


@pytest.fixture
def desk(server: Desk) -> Iterator[Desk]:
    """The server with nothing waiting, and an empty directory that commands may write into."""
    for place in server.workspace.iterdir():
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink()
    yield server
    server.answered()
    if (left := server.waiting()) is not None:
        try:
            server.agent().withdraw(left["id"])
        except Refused as refused:
            assert refused.status == 409, refused

