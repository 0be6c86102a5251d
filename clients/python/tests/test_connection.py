"""Lost connections, refusals, and servers that are none."""

from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from desk import Desk, approve
from mission_control import MissionControl, NotUnderstood, Refused, Unreachable
from test_device import proposal


def test_a_refusal_has_the_code_and_the_field_of_the_server(desk: Desk) -> None:
    agent = desk.agent()
    with pytest.raises(Refused) as refused:
        agent.propose({**proposal(desk, "true"), "colour": "red"})  # type: ignore[typeddict-unknown-key]
    assert (refused.value.status, refused.value.code, refused.value.field) == (422, "unknown_field", "colour")
    with pytest.raises(Refused) as refused:
        agent.action("no-such-action")
    assert (refused.value.status, refused.value.code) == (404, "not_found")
    with pytest.raises(Refused) as refused:
        MissionControl(desk.url, "wrong").action("any")
    assert refused.value.status == 401


def test_an_agent_cannot_decide(desk: Desk) -> None:
    agent = desk.agent()
    action = agent.propose(proposal(desk, "touch greeting"))
    with pytest.raises(Refused) as refused:
        body = {"decision": "approve", "digest": action["digest"]}
        agent.call("POST", f"/approvals/{action['approvalId']}/resolve", body)
    assert refused.value.status == 403
    assert agent.action(action["id"])["state"] == "pending"


def test_a_server_that_restarts_is_waited_for(desk: Desk) -> None:
    agent = desk.agent()
    action = agent.propose(proposal(desk, "echo here"))
    answers: list[str] = []
    waits = threading.Thread(target=lambda: answers.append(agent.wait(action["id"])["state"]))
    waits.start()
    desk.stop()
    desk.start()
    approve(desk, desk.until(desk.waiting))
    waits.join(60)
    assert answers == ["succeeded"]


def test_a_server_that_is_gone_is_an_error_and_never_a_yes() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        client = MissionControl(f"http://127.0.0.1:{closed.getsockname()[1]}", "key", patience=0.5)
        with pytest.raises(Unreachable):
            client.ask({"tool": {"name": "Bash"}, "exact": {"command": "true"}, "description": "Does nothing."})


def test_an_answer_that_is_lost_on_the_way_does_not_propose_twice(desk: Desk) -> None:
    before = len(desk.actions())
    with Lossy(desk.url) as proxy:
        action = MissionControl(proxy.url, desk.key).propose(proposal(desk, "true"))
        assert proxy.lost == 1
    assert [a["id"] for a in desk.actions()[before:]] == [action["id"]]


@pytest.mark.parametrize("status", [200, 302, 404, 500])
def test_something_that_is_no_mission_control_is_an_error(status: int) -> None:
    with Stranger(status) as url, pytest.raises(NotUnderstood):
        MissionControl(url, "key", patience=0.5).action("any")


class Lossy:
    """Passes requests on to the server. The first answer never arrives."""

    def __init__(self, url: str) -> None:
        host, port = url.removeprefix("http://").split(":")
        self._server = (host, int(port))
        self._listens = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listens.getsockname()[1]}"
        self.lost = 0

    def __enter__(self) -> Lossy:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listens.close()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listens.accept()
            except OSError:
                return  # The test is over.
            with client, socket.create_connection(self._server) as server:
                head = b""
                while b"\r\n\r\n" not in head:
                    head += client.recv(65536)
                length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
                while len(head.split(b"\r\n\r\n", 1)[1]) < length:
                    head += client.recv(65536)
                server.sendall(head)
                answer = server.recv(65536)
                if self.lost == 0:
                    self.lost = 1
                    continue
                while answer:
                    client.sendall(answer)
                    answer = server.recv(65536)


class Stranger:
    """Some other program that speaks HTTP."""

    def __init__(self, status: int) -> None:
        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(status)
                self.send_header("location", "http://127.0.0.1:1/elsewhere")
                self.end_headers()
                self.wfile.write(b"<p>Welcome</p>")

            def log_message(self, *_: object) -> None:
                """The test says what it saw."""

        self._server = HTTPServer(("127.0.0.1", 0), Answers)

    def __enter__(self) -> str:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self._server.server_port}"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
