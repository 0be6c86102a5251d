import { expect, type Locator, type Page } from '@playwright/test';
import type { Rest, Task } from './rest.ts';
import type { Server } from './server.ts';

export interface Action {
  id: string;
  taskId: string;
  approvalId: string | null;
  state: string;
  revision: number;
  attempt: number;
  digest: string;
  script: string;
}

type Change = Record<string, unknown>;

/** An agent that comes in with a key of its own, as a program would. */
export class Agent {
  private constructor(
    readonly name: string,
    private readonly key: string,
    private readonly server: Server,
  ) {}

  /** Gives an agent of this name a key in Ana's name. */
  static async join(server: Server, name: string): Promise<Agent> {
    const key = await server.command(['key', 'add', name, '--for', 'Ana', '--scopes', 'propose']);
    return new Agent(name, key.trim(), server);
  }

  private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.server.url}/api/mission-control${path}`, {
      method,
      headers: { 'x-api-key': this.key, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** A prompt task of this agent, running on this machine. */
  async task(rest: Rest, title: string): Promise<Task> {
    return rest.createTask({ type: 'prompt', title, content: `${title}.`, externalAgent: this.name });
  }

  async propose(task: Task, change: Change): Promise<Action> {
    return this.call<Action>('POST', '/actions', { taskId: task.id, interpreter: 'bash', ...change });
  }

  async revise(action: Action, change: Change): Promise<Action> {
    return this.call<Action>('POST', `/actions/${action.id}/revisions`, { interpreter: 'bash', ...change });
  }

  async action(action: Action): Promise<Action> {
    return this.call<Action>('GET', `/actions/${action.id}`);
  }

  async say(task: Task, text: string): Promise<void> {
    await this.call('POST', `/tasks/${task.id}/messages`, { text });
  }

  async finish(task: Task, output: string): Promise<void> {
    await this.call('POST', `/tasks/${task.id}/finish`, { outcome: 'succeeded', output });
  }

  async until(action: Action, state: string): Promise<void> {
    await expect.poll(async () => (await this.action(action)).state, { timeout: 20_000 }).toBe(state);
  }
}

/** The card of an action, wherever it stands. */
export function actionCard(page: Page, action: Action): Locator {
  return page.locator(`#card-${action.approvalId}, #action-${action.id}`).first();
}
