// The client: propose, wait for a person, go on once, say how it ended.
import { Connection } from './connection.ts';
import { MissionControlError, StillWaiting } from './errors.ts';
import { type Permission, may } from './permission.ts';
import type { Action, MessageItem, Propose, ReportAction, Taken, Task } from './types.gen.ts';

/** The server waits no longer for one answer, in seconds. */
const LONGEST_WAIT = 50;

/** How long to wait for an answer. */
export interface Waiting {
  /** After this many seconds `StillWaiting` is thrown. Without it the wait has no end. */
  seconds?: number;
  /** Ends the wait. */
  signal?: AbortSignal;
}

/**
 * A Mission Control server, as the program that a key belongs to sees it.
 *
 * Every call that changes something carries an idempotency key, so a lost connection never makes it happen twice. The client
 * keeps asking a server that is away for `patience` milliseconds, then throws `Unreachable`. Nothing here ever turns an error
 * into a yes.
 */
export class MissionControl {
  private readonly connection: Connection;

  constructor(url: string, key: string, { patience = 300_000 }: { patience?: number } = {}) {
    this.connection = new Connection(url, key, patience);
  }

  /** The server and the key that MISSION_CONTROL_URL and MISSION_CONTROL_KEY name. */
  static fromEnvironment(): MissionControl {
    return new MissionControl(variable('MISSION_CONTROL_URL'), variable('MISSION_CONTROL_KEY'));
  }

  /** Proposes an action. It waits for a person unless the policy answers. */
  async propose(proposal: Propose): Promise<Action> {
    return this.post('/actions', proposal);
  }

  /** Reads an action; with `wait` the answer comes when it changes, or after that many seconds (at most 50). */
  async action(id: string, { wait, signal }: { wait?: number; signal?: AbortSignal | undefined } = {}): Promise<Action> {
    const query = wait ? { wait } : undefined;
    return this.connection.call('GET', `/actions/${encodeURIComponent(id)}`, { query, signal });
  }

  /**
   * Waits until there is an answer: decided, for what the agent does itself; over, for what a desktop runs.
   *
   * The action that comes back can be another one than was asked for: a person may have changed it, and what counts is then the
   * newest revision.
   */
  async wait(id: string, { seconds = Infinity, signal }: Waiting = {}): Promise<Action> {
    const end = performance.now() + seconds * 1000;
    let action = await this.action(id, { signal });
    for (;;) {
      if (action.state === 'superseded' && action.supersededBy) {
        action = await this.action(action.supersededBy, { signal });
        continue;
      }
      if (answered(action)) return action;
      const left = (end - performance.now()) / 1000;
      if (left <= 0) throw new StillWaiting(action);
      action = await this.action(action.id, { wait: Math.ceil(Math.min(left, LONGEST_WAIT)), signal });
    }
  }

  /**
   * Asks whether the agent may do something itself, and waits for the answer.
   *
   * A yes is taken at once: whoever gets a permission with `given` goes on with `permission.exact`, which a person may have
   * changed, and reports how it ended. If nobody answers within `seconds`, or `signal` ends the wait, the proposal is withdrawn
   * and the error goes on.
   */
  async ask(proposal: Propose, waiting: Waiting = {}): Promise<Permission> {
    return this.settle(await this.propose({ ...proposal, kind: 'agent_permission' }), waiting);
  }

  /** The second half of `ask`, for a proposal that was made before. */
  async settle(action: Action, { seconds = Infinity, signal }: Waiting = {}): Promise<Permission> {
    const end = performance.now() + seconds * 1000;
    for (;;) {
      const left = (end - performance.now()) / 1000;
      const settled = await this.waitOrWithdraw(action.id, { seconds: left, ...(signal ? { signal } : {}) });
      const permission = await may(this, settled);
      if (permission) return permission;
    }
  }

  /** The moment at which the agent goes on. It works once: a second try, or one after a revoke, is refused. */
  async take(id: string, { reports }: { reports: boolean }): Promise<Taken> {
    return this.post(`/actions/${encodeURIComponent(id)}/take`, { reports });
  }

  /** Says how what was taken ended. */
  async report(id: string, report: ReportAction): Promise<Action> {
    return this.post(`/actions/${encodeURIComponent(id)}/report`, report);
  }

  /** Takes a proposal back: nobody needs to decide about it any more. */
  async withdraw(id: string): Promise<Action> {
    return this.post(`/actions/${encodeURIComponent(id)}/withdraw`);
  }

  /** Writes into the thread of a task. */
  async say(taskId: string, text: string): Promise<MessageItem> {
    return this.post(`/tasks/${encodeURIComponent(taskId)}/messages`, { text });
  }

  /** Ends the task that the agent works on. */
  async finish(taskId: string, { succeeded, output }: { succeeded: boolean; output?: string }): Promise<Task> {
    const outcome = succeeded ? 'succeeded' : 'failed';
    return this.post(`/tasks/${encodeURIComponent(taskId)}/finish`, { outcome, ...(output === undefined ? {} : { output }) });
  }

  /**
   * Any other call of the API, as in `call<PageTask>('GET', '/tasks', { query: { status: 'review' } })`. The types of each body
   * and answer are exported. It is not repeated when the connection is lost.
   */
  async call<Answer>(
    method: string,
    path: string,
    call: { body?: unknown; query?: Record<string, string | number | boolean>; signal?: AbortSignal } = {},
  ): Promise<Answer> {
    return this.connection.call(method, path, call);
  }

  private async post<Answer>(path: string, body?: unknown): Promise<Answer> {
    return this.connection.call('POST', path, { body, idempotencyKey: crypto.randomUUID() });
  }

  private async waitOrWithdraw(id: string, waiting: Waiting): Promise<Action> {
    try {
      return await this.wait(id, waiting);
    } catch (error) {
      if (error instanceof StillWaiting) await this.withdraw(error.action.id);
      else if (waiting.signal?.aborted) await this.withdraw((await this.newest(id)).id);
      throw error;
    }
  }

  private async newest(id: string): Promise<Action> {
    let action = await this.action(id);
    while (action.supersededBy) action = await this.action(action.supersededBy);
    return action;
  }
}

function answered(action: Action): boolean {
  const open = action.kind === 'agent_permission' ? ['pending'] : ['pending', 'approved', 'running'];
  return !open.includes(action.state);
}

function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new MissionControlError(`Set ${name}.`);
  return value;
}
