"""An agent of the OpenAI Agents SDK whose shell commands wait for a person in Mission Control, also over a restart.

    export MISSION_CONTROL_URL=… MISSION_CONTROL_KEY=… MISSION_CONTROL_DESKTOP=… OPENAI_API_KEY=…
    python agent.py 'Free some disk in this directory'      # run it again after a crash: it goes on where it was
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agents import Agent, Model, Runner, RunState, ToolApprovalItem, function_tool
from agents.tool_context import ToolContext
from mission_control import MissionControl, Permission, Refused
from mission_control.models import Action, Propose


@dataclass
class Saved:
    """What is kept while people think: the SDK's own state, and which card belongs to which call."""

    file: Path
    prompt: str
    state: str
    cards: dict[str, str]
    task: str | None

    def write(self) -> None:
        """Writes it whole or not at all, for nobody else to read."""
        new = self.file.with_suffix(".new")
        new.touch(mode=0o600)
        new.write_text(json.dumps({"prompt": self.prompt, "state": self.state, "cards": self.cards, "task": self.task}))
        new.replace(self.file)

    @classmethod
    def read(cls, file: Path) -> Saved | None:
        """What an earlier process left; none if it left nothing."""
        return cls(file, **json.loads(file.read_text())) if file.exists() else None


class Gate:
    """Answers what the SDK asks for with what people say in Mission Control."""

    def __init__(self, client: MissionControl, desktop: str, workspace: Path, file: Path) -> None:
        self._client = client
        self._desktop = desktop
        self._workspace = workspace
        self._file = file
        self._given: dict[str, Permission] = {}

    def agent(self, model: str | Model | None = None) -> Agent[None]:
        """An agent that can run commands in the workspace. Each call of the tool has to be approved."""

        @function_tool(needs_approval=True)
        async def run_command(context: ToolContext[Any], command: str, why: str) -> str:
            """Runs a shell command.

            Args:
                command: The command line.
                why: What it changes and what it prints, in one sentence for the person who decides.
            """
            # The SDK cannot change the arguments of a call, so what runs is what the permission says. No permission, no run.
            permission = self._given.pop(context.tool_call_id)
            process = await asyncio.create_subprocess_exec(
                "sh", "-c", permission.command, cwd=self._workspace, stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
            )  # fmt: skip
            data, _ = await process.communicate()
            output, code = data.decode(errors="replace"), process.returncode or 0
            await asyncio.to_thread(permission.report, code, output)
            changed = f"A person changed the command. What ran: {permission.command}\n" if permission.edited else ""
            return f"{changed}exit code {code}\n{output}"

        return Agent("Osprey", model=model, tools=[run_command])

    async def run(self, agent: Agent[None], prompt: str) -> str:
        """Runs the agent to its end, from where an earlier process left it; answers its last words."""
        saved = Saved.read(self._file)
        if saved is None:
            saved = Saved(self._file, prompt, "", {}, None)
            result = await Runner.run(agent, prompt)
        else:
            result = await self._answered(agent, saved, await RunState.from_string(agent, saved.state))
        while result.interruptions:
            state = result.to_state()
            saved.state = state.to_string()
            # Everything that waits is shown to people at once, and written down before anybody waits.
            for item in state.get_interruptions():
                if _call(item) not in saved.cards:
                    action = await asyncio.to_thread(self._client.propose, self._proposal(saved, item))
                    saved.cards[_call(item)], saved.task = action["id"], action["taskId"]
                    saved.write()
            result = await self._answered(agent, saved, state)
        last = str(result.final_output)
        if saved.task is not None:
            await asyncio.to_thread(self._end, saved.task, last)
        self._file.unlink(missing_ok=True)
        return last

    def _end(self, task: str, last: str) -> None:
        try:
            self._client.finish(task, succeeded=True, output=last)
        except Refused as refused:
            # A command of a process that crashed: nobody knows yet how it ended, and only a person may say so.
            if refused.code != "action_running":
                raise
            self._client.say(task, last)

    async def _answered(self, agent: Agent[None], saved: Saved, state: RunState[Any]) -> Any:
        # Nothing is let go on before everything is answered: between a yes that is taken and its run there is no waiting.
        waiting = {_call(item): item for item in state.get_interruptions()}
        actions = [await self._decided(saved.cards[call]) for call in waiting]
        for item, action in zip(waiting.values(), actions, strict=True):
            permission = await asyncio.to_thread(self._client.settle, action)
            if permission:
                self._given[_call(item)] = permission
                state.approve(item)
            else:
                state.reject(item, rejection_message=permission.why)
        return await Runner.run(agent, state)

    async def _decided(self, action_id: str) -> Action:
        return await asyncio.to_thread(self._client.wait, action_id)

    def _proposal(self, saved: Saved, item: ToolApprovalItem) -> Propose:
        arguments = json.loads(item.arguments or "{}")
        proposal: Propose = {
            "kind": "agent_permission",
            "title": saved.prompt[:200],
            "tool": {"name": item.tool_name or "", "kind": "execute"},
            "exact": {"command": arguments["command"]},
            # The tool runs what the permission says, so a person may change it.
            "editable": True,
            "cwd": str(self._workspace),
            "timeoutSeconds": 600,
            "description": arguments["why"],
            "source": {"agent": "openai-agents", "toolCallId": _call(item)},
        }
        if saved.task is None:
            proposal["desktopId"] = self._desktop
        else:
            proposal["taskId"] = saved.task
        return proposal


def _call(item: ToolApprovalItem) -> str:
    if item.call_id is None:
        raise ValueError("The SDK names no call that waits.")
    return item.call_id


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    here = Path.cwd()
    gate = Gate(MissionControl.from_environment(), os.environ["MISSION_CONTROL_DESKTOP"], here, here / ".osprey.json")
    print(asyncio.run(gate.run(gate.agent(), sys.argv[1])))
