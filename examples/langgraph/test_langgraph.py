"""The LangGraph agent with a scripted model, against a real server: approve, reject, edit, two calls at once."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest
from desk import Desk, approve, edit, reject
from langchain_core.language_models.fake_chat_models import FakeMessagesListChatModel
from langchain_core.messages import AIMessage, BaseMessage, ToolMessage
from mission_control import MissionControl, Unreachable

spec = importlib.util.spec_from_file_location("langgraph_example", Path(__file__).parent / "agent.py")
assert spec is not None and spec.loader is not None
example = importlib.util.module_from_spec(spec)
spec.loader.exec_module(example)


class Scripted(FakeMessagesListChatModel):
    """Says what it was told to say, and remembers what it was told."""

    heard: list[list[BaseMessage]] = []

    def bind_tools(self, *_: Any, **__: Any) -> Scripted:
        return self

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> Any:
        self.heard.append(messages)
        return super()._generate(messages, *args, **kwargs)


def model(*commands: str) -> Scripted:
    """Asks for these commands in one turn, and then is done."""
    calls = [
        {"name": "run_command", "args": {"command": command, "why": "Leaves a file."}, "id": f"call_{number}"}
        for number, command in enumerate(commands)
    ]
    return Scripted(responses=[AIMessage("", tool_calls=calls), AIMessage("All done.")], heard=[])


def run(desk: Desk, place: Path, scripted: Scripted, client: MissionControl | None = None) -> str:
    """Runs the example."""
    gate = example.Gate(client or desk.agent(), desk.desktop, place)
    answer: str = gate.run(example.agent(scripted, place), "Tidy up")
    return answer


def told(scripted: Scripted) -> list[str]:
    """What the model was told about its calls."""
    return [message.text for message in scripted.heard[-1] if isinstance(message, ToolMessage)]


def files(place: Path) -> list[str]:
    return sorted(file.name for file in place.iterdir())


def test_approve(desk: Desk, tmp_path: Path) -> None:
    scripted = model("echo once >> kept; cat kept")
    desk.will(approve)
    assert run(desk, tmp_path, scripted) == "All done."
    assert (tmp_path / "kept").read_text() == "once\n"
    assert told(scripted) == ["exit code 0\nonce\n"]
    action = desk.actions()[-1]
    assert (action["state"], action["result"]["stdout"]) == ("succeeded", "exit code 0\nonce\n")
    assert desk.ana.call("GET", f"/tasks/{action['taskId']}")["status"] in ("done", "review")


def test_reject(desk: Desk, tmp_path: Path) -> None:
    scripted = model("touch kept")
    desk.will(reject("Keep the reports."))
    run(desk, tmp_path, scripted)
    assert files(tmp_path) == []
    assert len(told(scripted)) == 1 and "Keep the reports." in told(scripted)[0]
    assert desk.actions()[-1]["state"] == "rejected"


def test_edit(desk: Desk, tmp_path: Path) -> None:
    scripted = model("touch proposed")
    desk.will(edit("touch edited; exit 4"), approve)
    run(desk, tmp_path, scripted)
    assert files(tmp_path) == ["edited"]
    first, second = desk.actions()[-2:]
    assert (first["state"], first["supersededBy"]) == ("superseded", second["id"])
    assert first["digest"] != second["digest"]
    assert (second["revision"], second["state"], second["result"]["exitCode"]) == (2, "failed", 4)
    assert "exit code 4" in told(scripted)[0]


def test_two_calls_of_one_turn_are_two_cards_and_each_has_its_own_answer(desk: Desk, tmp_path: Path) -> None:
    scripted = model("touch first", "touch second")
    desk.will_each({"touch first": reject("Not this one."), "touch second": approve})
    run(desk, tmp_path, scripted)
    assert files(tmp_path) == ["second"]
    assert "Not this one." in told(scripted)[0] and told(scripted)[1] == "exit code 0\n"


def test_a_server_that_goes_away_is_not_a_yes(desk: Desk, tmp_path: Path) -> None:
    client = MissionControl("http://127.0.0.1:9", desk.key, patience=0.3)
    with pytest.raises(Unreachable):
        run(desk, tmp_path, model("touch kept"), client)
    assert files(tmp_path) == []
