"""The agent with a scripted model, against a real server: approve, reject, edit, and a restart while people think."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import sys
from pathlib import Path

import pytest
from agents import set_tracing_disabled
from agents.items import TResponseOutputItem
from agents.testing import ScriptedModel, assistant_message, function_call
from desk import Desk, approve, edit, reject
from mission_control import MissionControl, Unreachable

spec = importlib.util.spec_from_file_location("openai_agents_example", Path(__file__).parent / "agent.py")
assert spec is not None and spec.loader is not None
example = importlib.util.module_from_spec(spec)
sys.modules[spec.name] = example
spec.loader.exec_module(example)
# Traces would go to the network.
set_tracing_disabled(True)


def asks(*commands: str) -> list[TResponseOutputItem]:
    """One turn of the model that asks for these commands."""
    arguments = [json.dumps({"command": command, "why": "Leaves a file."}) for command in commands]
    return [function_call("run_command", given, call_id=f"call_{n}") for n, given in enumerate(arguments)]


def model(*commands: str) -> ScriptedModel:
    """Asks for these commands in one turn, and then is done."""
    return ScriptedModel([asks(*commands), [assistant_message("All done.")]])


def run(desk: Desk, place: Path, scripted: ScriptedModel, client: MissionControl | None = None) -> str:
    """Runs the example as one process would."""
    work = place / "work"
    work.mkdir(exist_ok=True)
    gate = example.Gate(client or desk.agent(), desk.desktop, work, place / "state.json")
    answer: str = asyncio.run(gate.run(gate.agent(scripted), "Tidy up"))
    return answer


def files(place: Path) -> list[str]:
    return sorted(file.name for file in (place / "work").iterdir())


def told(scripted: ScriptedModel) -> str:
    """What the model was told last."""
    assert scripted.last_call is not None
    return json.dumps(scripted.last_call.input)


def test_approve(desk: Desk, tmp_path: Path) -> None:
    scripted = model("echo once >> kept; cat kept")
    desk.will(approve)
    assert run(desk, tmp_path, scripted) == "All done."
    scripted.assert_complete()
    assert (tmp_path / "work" / "kept").read_text() == "once\n"
    assert "exit code 0\\nonce" in told(scripted)
    assert not (tmp_path / "state.json").exists()
    action = desk.actions()[-1]
    assert (action["state"], action["result"]["stdout"]) == ("succeeded", "once\n")


def test_reject(desk: Desk, tmp_path: Path) -> None:
    scripted = model("touch kept")
    desk.will(reject("Keep the reports."))
    run(desk, tmp_path, scripted)
    assert files(tmp_path) == []
    assert "Keep the reports." in told(scripted)


def test_edit(desk: Desk, tmp_path: Path) -> None:
    scripted = model("touch proposed")
    desk.will(edit("touch edited"), approve)
    run(desk, tmp_path, scripted)
    assert files(tmp_path) == ["edited"]
    assert "What ran: touch edited" in told(scripted)
    first, second = desk.actions()[-2:]
    assert (first["state"], first["supersededBy"]) == ("superseded", second["id"])
    assert first["digest"] != second["digest"]
    assert (second["revision"], second["state"]) == (2, "succeeded")


def test_two_calls_of_one_turn_are_two_cards_and_each_has_its_own_answer(desk: Desk, tmp_path: Path) -> None:
    scripted = model("touch first", "touch second")
    desk.will_each({"touch first": reject("Not this one."), "touch second": approve})
    run(desk, tmp_path, scripted)
    assert files(tmp_path) == ["second"]


def test_after_a_restart_it_goes_on_with_the_same_card(desk: Desk, tmp_path: Path) -> None:
    class Crash(MissionControl):
        """Proposes, and is gone before anybody answers."""

        def wait(self, *_: object, **__: object) -> None:  # type: ignore[override]
            raise KeyboardInterrupt

    before = len(desk.actions())
    with pytest.raises(KeyboardInterrupt):
        run(desk, tmp_path, ScriptedModel([asks("touch kept")]), Crash(desk.url, desk.key))
    assert (tmp_path / "state.json").stat().st_mode & 0o777 == 0o600
    approve(desk, desk.until(desk.waiting))
    assert files(tmp_path) == []
    run(desk, tmp_path, ScriptedModel([[assistant_message("All done.")]]))
    assert files(tmp_path) == ["kept"]
    assert len(desk.actions()) == before + 1


def test_what_was_let_go_on_before_a_crash_is_not_done_again(desk: Desk, tmp_path: Path) -> None:
    class Crash(MissionControl):
        """Takes the yes, and is gone before anything runs."""

        def settle(self, *words: object, **more: object) -> None:  # type: ignore[override]
            super().settle(*words, **more)  # type: ignore[arg-type]
            raise KeyboardInterrupt

    desk.will(approve)
    with pytest.raises(KeyboardInterrupt):
        run(desk, tmp_path, ScriptedModel([asks("touch kept")]), Crash(desk.url, desk.key))
    scripted = ScriptedModel([[assistant_message("I do not know whether it ran.")]])
    run(desk, tmp_path, scripted)
    assert files(tmp_path) == []
    assert "It is not done again." in told(scripted)


def test_a_server_that_goes_away_is_not_a_yes(desk: Desk, tmp_path: Path) -> None:
    client = MissionControl("http://127.0.0.1:9", desk.key, patience=0.3)
    with pytest.raises(Unreachable):
        run(desk, tmp_path, model("touch kept"), client)
    assert files(tmp_path) == []


def test_a_call_that_nobody_allowed_runs_nothing(desk: Desk, tmp_path: Path) -> None:
    class Forgetful(example.Gate):  # type: ignore[misc, name-defined]
        """Approves towards the SDK without a permission, as a mistake in an adapter would."""

        async def _answered(self, agent: object, saved: object, state: object) -> object:
            for item in state.get_interruptions():  # type: ignore[attr-defined]
                state.approve(item)  # type: ignore[attr-defined]
            return await example.Runner.run(agent, state)

    (tmp_path / "work").mkdir()
    gate = Forgetful(desk.agent(), desk.desktop, tmp_path / "work", tmp_path / "state.json")
    asyncio.run(gate.run(gate.agent(model("touch kept")), "Tidy up"))
    assert files(tmp_path) == []
