// An agent of the AI SDK whose shell commands wait for a person in Mission Control.
import { spawn } from 'node:child_process';
import { type LanguageModel, type ModelMessage, type ToolApprovalResponse, generateText, isStepCount, tool } from 'ai';
import type { Action, MissionControl, Permission, Propose } from 'mission-control-client';
import { z } from 'zod';

const INPUT = z.object({
  command: z.string(),
  why: z.string().describe('What it changes and what it prints, in one sentence for the person who decides.'),
});

/** Where an agent works, and who is asked about it. */
export class Gate {
  private readonly given = new Map<string, Permission>();
  private task: string | undefined;

  constructor(
    private readonly client: MissionControl,
    private readonly desktop: string,
    private readonly workspace: string,
  ) {}

  private readonly tools = {
    run_command: tool({
      description: 'Runs a shell command.',
      inputSchema: INPUT,
      execute: async (_input, { toolCallId }) => {
        // The SDK cannot change the input of a call, so what runs is what the permission says. No permission, no run.
        const permission = this.given.get(toolCallId);
        if (!permission) throw new Error('Nobody has allowed this call.');
        this.given.delete(toolCallId);
        const { code, output } = await run(permission.command, this.workspace);
        await permission.report(code, output);
        const changed = permission.edited ? `A person changed the command. What ran: ${permission.command}\n` : '';
        return `${changed}exit code ${code}\n${output}`;
      },
    }),
  };

  /** Runs the agent to its end; answers its last words. */
  async run(model: LanguageModel, prompt: string): Promise<string> {
    const messages: ModelMessage[] = [{ role: 'user', content: prompt }];
    for (;;) {
      const result = await generateText({
        model,
        messages,
        tools: this.tools,
        toolApproval: { run_command: 'user-approval' },
        stopWhen: isStepCount(20),
      });
      messages.push(...result.responseMessages);
      const asked = result.content.flatMap((part) =>
        part.type === 'tool-approval-request' && !part.isAutomatic ? [part] : [],
      );
      if (asked.length === 0) {
        if (this.task) await this.client.finish(this.task, { succeeded: true, output: result.text });
        return result.text;
      }
      // Everything that waits is shown to people at once.
      const cards: Action[] = [];
      for (const { toolCall } of asked) cards.push(await this.propose(prompt, toolCall));
      // Nothing is let go on before everything is answered: between a yes that is taken and its run there is no waiting.
      for (const card of cards) await this.client.wait(card.id);
      const answers: ToolApprovalResponse[] = [];
      for (const [at, { approvalId, toolCall }] of asked.entries()) {
        const permission = await this.client.settle(cards[at]!);
        if (permission.given) this.given.set(toolCall.toolCallId, permission);
        answers.push({ type: 'tool-approval-response', approvalId, approved: permission.given, reason: permission.why });
      }
      messages.push({ role: 'tool', content: answers });
    }
  }

  private async propose(prompt: string, call: { toolName: string; toolCallId: string; input: unknown }): Promise<Action> {
    const { command, why } = INPUT.parse(call.input);
    const proposal: Propose = {
      kind: 'agent_permission',
      title: prompt.slice(0, 200),
      tool: { name: call.toolName, kind: 'execute' },
      exact: { command },
      // The tool runs what the permission says, so a person may change it.
      editable: true,
      cwd: this.workspace,
      timeoutSeconds: 600,
      description: why,
      source: { agent: 'vercel-ai', toolCallId: call.toolCallId },
    };
    const action = await this.client.propose({
      ...proposal,
      ...(this.task ? { taskId: this.task } : { desktopId: this.desktop }),
    });
    this.task = action.taskId;
    return action;
  }
}

function run(command: string, cwd: string): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', command], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.stderr.on('data', (part: Buffer) => parts.push(part));
    child.once('error', reject);
    // A signal that ended it is told as a shell tells it: not as success.
    child.once('close', (code) => resolve({ code: code ?? 128, output: Buffer.concat(parts).toString() }));
  });
}
