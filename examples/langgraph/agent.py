"""A LangGraph agent whose shell commands wait for a person in Mission Control.

    export MISSION_CONTROL_URL=… MISSION_CONTROL_KEY=… MISSION_CONTROL_DESKTOP=…
    python agent.py openai:gpt-5.5 'Free some disk in this directory'
"""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

from langchain.agents import create_agent
from langchain.agents.middleware import HumanInTheLoopMiddleware
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import ToolMessage
from langchain_core.tools import tool
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.types import Command
from mission_control import MissionControl, Permission
from mission_control.models import Action, Propose


def agent(model: str | BaseChatModel, workspace: Path) -> Any:
    """An agent that can run commands in `workspace`. Each call of the tool stops the graph until it is answered."""

    @tool(response_format="content_and_artifact")
    def run_command(command: str, why: str) -> tuple[str, int]:
        """Runs a shell command. `why` says in one sentence what it changes and what it prints, for the person who decides."""
        done = subprocess.run(
            ["sh", "-c", command], cwd=workspace, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
        )
        return f"exit code {done.returncode}\n{done.stdout}", done.returncode

    asks = HumanInTheLoopMiddleware(
        {"run_command": {"allowed_decisions": ["approve", "edit", "reject"]}}, interrupt_mode="per_call"
    )
    return create_agent(model, [run_command], middleware=[asks], checkpointer=InMemorySaver())


class Gate:
    """Answers the interrupts of a graph with what people say in Mission Control."""

    def __init__(self, client: MissionControl, desktop: str, workspace: Path) -> None:
        self._client = client
        self._desktop = desktop
        self._workspace = workspace
        self._asked: dict[str, Action] = {}
        self._task: str | None = None

    def run(self, graph: Any, prompt: str) -> str:
        """Runs the graph to its end; answers the last message of the agent."""
        config = {"configurable": {"thread_id": str(uuid.uuid4())}}
        state = graph.invoke({"messages": [{"role": "user", "content": prompt}]}, config, version="v2")
        while state.interrupts:
            # Everything that waits is shown to people at once. Then one answer at a time: LangGraph may run a tool again
            # when several are sent together and one of them is not valid.
            for interrupt in state.interrupts:
                if interrupt.id not in self._asked:
                    self._asked[interrupt.id] = self._propose(prompt, interrupt.value)
            interrupt = state.interrupts[0]
            permission = self._client.settle(self._asked.pop(interrupt.id))
            answer = _decision(permission, interrupt.value)
            state = graph.invoke(Command(resume={interrupt.id: answer}), config, version="v2")
            if permission:
                _report(permission, interrupt.value["tool_call_id"], state.value["messages"])
        last: str = state.value["messages"][-1].text
        if self._task is not None:
            self._client.finish(self._task, succeeded=True, output=last)
        return last

    def _propose(self, prompt: str, call: dict[str, Any]) -> Action:
        proposal: Propose = {
            "kind": "agent_permission",
            "title": prompt[:200],
            "tool": {"name": call["name"], "kind": "execute"},
            "exact": {"command": call["args"]["command"]},
            # A person may change the command: the answer to the interrupt is then an edit.
            "editable": True,
            "cwd": str(self._workspace),
            "timeoutSeconds": 600,
            "description": call["args"]["why"],
            "source": {"agent": "langgraph", "toolCallId": call["tool_call_id"]},
        }
        if self._task is None:
            proposal["desktopId"] = self._desktop
        else:
            proposal["taskId"] = self._task
        action = self._client.propose(proposal)
        self._task = action["taskId"]
        return action


def _decision(permission: Permission, call: dict[str, Any]) -> dict[str, Any]:
    if not permission:
        return {"type": "reject", "message": permission.why}
    if permission.command == call["args"]["command"]:
        return {"type": "approve"}
    # What runs is what was approved, not what the model said.
    args = {**call["args"], "command": permission.command}
    return {"type": "edit", "edited_action": {"name": call["name"], "args": args}}


def _report(permission: Permission, call_id: str, messages: list[Any]) -> None:
    for message in messages:
        if isinstance(message, ToolMessage) and message.tool_call_id == call_id:
            code = message.artifact if isinstance(message.artifact, int) else 1
            permission.report(code, message.text)
            return
    raise RuntimeError(f"The graph went on without a result of {call_id}.")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    here = Path.cwd()
    gate = Gate(MissionControl.from_environment(), os.environ["MISSION_CONTROL_DESKTOP"], here)
    print(gate.run(agent(sys.argv[1], here), sys.argv[2]))
