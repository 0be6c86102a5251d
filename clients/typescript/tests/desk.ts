// A real server with a person who answers, for the tests of the client and the examples.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Server } from '../../../end2end/stage/server.ts';
import { type Action, MissionControl, type PageApproval, type PageDesktopItem } from '../src/index.ts';

/** Long enough for a busy machine. Nothing here waits this long when all is well. */
const PATIENCE = 60_000;

/** What Ana does with a request. */
export type Answer = (desk: Desk, action: Action) => Promise<void>;

/** A server with this machine as its desktop, Ana who decides, and an agent's key. */
export class Desk {
  desktop = '';

  private constructor(
    readonly server: Server,
    readonly ana: MissionControl,
    readonly key: string,
  ) {}

  static async start(): Promise<Desk> {
    const server = await Server.start();
    await server.command(['user', 'add', 'Ana', '--role', 'admin', '--password-stdin'], 'four quiet harbours\n');
    const secret = await server.command(['key', 'add', 'Ana', '--for', 'Ana', '--scopes', 'read,tasks,decide']);
    const key = await server.command(['key', 'add', 'Osprey', '--for', 'Ana', '--scopes', 'propose']);
    const desk = new Desk(server, new MissionControl(server.url, secret), key);
    desk.desktop = await desk.until(async () => {
      const { items } = await desk.ana.call<PageDesktopItem>('GET', '/desktops');
      return items.find((desktop) => desktop.online)?.id;
    });
    return desk;
  }

  /** The client of the agent Osprey. */
  agent(options: { patience?: number } = {}): MissionControl {
    return new MissionControl(this.server.url, this.key, options);
  }

  /** Ana answers the next request that waits: each answer in turn. */
  async answers(...answers: Answer[]): Promise<void> {
    for (const answer of answers) await answer(this, await this.until(() => this.waiting()));
  }

  /** The action of the one request that waits; nothing while nothing does. */
  async waiting(): Promise<Action | undefined> {
    const { items } = await this.ana.call<PageApproval>('GET', '/approvals', { query: { gate: 'action' } });
    assert.ok(items.length < 2, 'one request at a time');
    return items[0]?.action ? this.ana.action(items[0].action.id) : undefined;
  }

  /** Looks until there is something. */
  async until<Found>(look: () => Promise<Found | undefined>): Promise<Found> {
    for (const end = performance.now() + PATIENCE; ; await sleep(50)) {
      const found = await look();
      if (found !== undefined) return found;
      assert.ok(performance.now() < end, `late; the server said:\n${this.server.log}`);
    }
  }
}

/** A yes to what was read. */
export const approve: Answer = async (desk, { approvalId, digest }) => {
  await desk.ana.call('POST', `/approvals/${approvalId}/resolve`, { body: { decision: 'approve', digest } });
};

/** A no with a reason. */
export const reject =
  (feedback: string): Answer =>
  async (desk, { approvalId, digest }) => {
    await desk.ana.call('POST', `/approvals/${approvalId}/resolve`, { body: { decision: 'reject', digest, feedback } });
  };

/** Another command in the place of the one that was proposed. It waits again, for its own answer. */
export const edit =
  (script: string): Answer =>
  async (desk, { id }) => {
    await desk.ana.call('POST', `/actions/${id}/edit`, { body: { script } });
  };
