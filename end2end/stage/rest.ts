import { type APIRequestContext, type APIResponse, expect } from '@playwright/test';
import type { Server } from './server.ts';

export interface Task {
  id: string;
  number: number;
  title: string;
  status: string;
  failure: { code: string; message: string } | null;
  retryOf: string | null;
  previousFeedback: string | null;
  pendingApprovalIds: string[];
  output: string | null;
  feedback: string | null;
  decidedAt: string | null;
}

export interface Approval {
  id: string;
  gate: string;
  state: string;
  digest: string;
  task: { id: string; number: number };
  decision: { decision: string; by: { name: string }; feedback: string | null } | null;
}

/** The REST door with a browser's session. */
export class Rest {
  constructor(
    private readonly request: APIRequestContext,
    private readonly server: Server,
  ) {}

  async call(method: string, path: string, data?: unknown): Promise<APIResponse> {
    const url = `${this.server.url}/api/mission-control${path}`;
    const headers = { origin: this.server.url };
    return this.request.fetch(url, { method, headers, ...(data === undefined ? {} : { data }) });
  }

  private async json<T>(method: string, path: string, data?: unknown): Promise<T> {
    const answer = await this.call(method, path, data);
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** The desktop the server made of this machine, once its runner is there. */
  async desktop(): Promise<{ id: string; name: string }> {
    type Desktop = { id: string; name: string; online: boolean };
    let found: Desktop | undefined;
    await expect
      .poll(async () => {
        const { items } = await this.json<{ items: Desktop[] }>('GET', '/desktops');
        found = items.find((desktop) => desktop.online);
        return found !== undefined;
      })
      .toBe(true);
    return found!;
  }

  /** A command for this machine, asked to run unless said otherwise. */
  async createTask(task: { title: string; content: string } & Record<string, unknown>): Promise<Task> {
    const desktopId = task['desktopId'] ?? (await this.desktop()).id;
    return this.json<Task>('POST', '/tasks', { type: 'command', run: true, ...task, desktopId });
  }

  /** A task whose result waits for a person. */
  async taskInReview(title: string, content: string, more: Record<string, unknown> = {}): Promise<Task> {
    const task = await this.createTask({ title, content, ...more });
    return this.until(task.id, 'review');
  }

  async task(id: string): Promise<Task> {
    return this.json<Task>('GET', `/tasks/${id}`);
  }

  async tasks(): Promise<Task[]> {
    return (await this.json<{ items: Task[] }>('GET', '/tasks?limit=200')).items;
  }

  /** Waits until a task is where it should be. */
  async until(id: string, status: string): Promise<Task> {
    await expect.poll(async () => (await this.task(id)).status, { timeout: 30_000 }).toBe(status);
    return this.task(id);
  }

  async approval(id: string): Promise<Approval> {
    return this.json<Approval>('GET', `/approvals/${id}`);
  }

  /** The requests that wait. */
  async approvals(): Promise<Approval[]> {
    return (await this.json<{ items: Approval[] }>('GET', '/approvals?limit=200')).items;
  }

  /** The one request that waits for this task. */
  async approvalOf(task: Task): Promise<Approval> {
    await expect.poll(async () => (await this.task(task.id)).pendingApprovalIds.length).toBe(1);
    return this.approval((await this.task(task.id)).pendingApprovalIds[0]!);
  }

  async review(task: Task, decision: 'approve' | 'reject', feedback?: string): Promise<void> {
    await this.json('POST', `/tasks/${task.id}/review`, { decision, ...(feedback ? { feedback } : {}) });
  }

  async decide(asked: { approvalId: string | null; digest: string }, decision: 'approve' | 'reject', feedback?: string): Promise<void> {
    const body = { decision, digest: asked.digest, ...(feedback ? { feedback } : {}) };
    await this.json('POST', `/approvals/${asked.approvalId}/resolve`, body);
  }

  async createScript(script: { name: string; body: string }): Promise<string> {
    return (await this.json<{ id: string }>('POST', '/scripts', { interpreter: 'bash', ...script })).id;
  }

  /** The second version of a script. */
  async changeScript(id: string, script: { name: string; body: string }): Promise<void> {
    await this.json('PUT', `/scripts/${id}`, { interpreter: 'bash', version: 1, ...script });
  }

  /** Runs a script on this machine. */
  async runScript(id: string): Promise<Task> {
    return this.json<Task>('POST', `/scripts/${id}/run`, { desktopId: (await this.desktop()).id });
  }

  async setTaskApprovalMode(on: boolean): Promise<void> {
    await this.json('PUT', '/settings', { taskApprovalMode: on });
  }

  async taskApprovalMode(): Promise<boolean> {
    return (await this.json<{ taskApprovalMode: boolean }>('GET', '/settings')).taskApprovalMode;
  }
}
