// The answer to "may I?", and the report of what came of it.
import type { MissionControl } from './client.ts';
import { MissionControlError, Refused } from './errors.ts';
import type { Action, Exact, ReportAction, Taken } from './types.gen.ts';

/** What the server takes, with room for the sentence that says what is missing. */
const OUTPUT = 60 * 1024;

/** Whether an agent may go on, and with what exactly. */
export class Permission {
  constructor(
    private readonly client: MissionControl,
    /** The action that was decided: the newest revision. */
    readonly action: Action,
    /** The answer as a sentence for the model, with what the person said. */
    readonly why: string,
    private readonly lease: string | undefined,
  ) {}

  /** Whether it may. */
  get given(): boolean {
    return this.lease !== undefined;
  }

  /** What may be done now, and nothing else. Nothing where the agent did not say what it would do. */
  get exact(): Exact | undefined {
    return this.action.exact ?? undefined;
  }

  /** The command line that may run now. Throws when it was no command that was asked about, or the answer was no. */
  get command(): string {
    if (this.given && this.exact && 'command' in this.exact) return this.exact.command;
    throw new MissionControlError(`There is no command that may run. ${this.why}`);
  }

  /** Whether a person changed what was proposed. */
  get edited(): boolean {
    return Boolean(this.action.editedBy);
  }

  /**
   * Says that it ended, with 0 for what went well. Without a report its outcome is unknown after the action's time. Of a long
   * output the end is kept.
   */
  async report(exitCode: number, output = ''): Promise<Action> {
    return this.say({ outcome: 'exited', exitCode, output: end(output) });
  }

  /** Says that it was let go on and then nothing was done. */
  async reportNotStarted(reason: string): Promise<Action> {
    return this.say({ outcome: 'not_started', reason });
  }

  private async say(report: Omit<ReportAction, 'lease'>): Promise<Action> {
    if (this.lease === undefined) {
      throw new MissionControlError(`Nothing was let go on, so there is nothing to report. ${this.why}`);
    }
    return this.client.report(this.action.id, { lease: this.lease, ...report });
  }
}

/**
 * What an answered action says. A yes is taken, which works once; if somebody was faster it is a no. Nothing when the yes does not
 * count any more and a person is asked again.
 */
export async function may(client: MissionControl, action: Action): Promise<Permission | undefined> {
  if (action.state !== 'approved') return new Permission(client, action, why(action), undefined);
  let taken: Taken;
  try {
    taken = await client.take(action.id, { reports: true });
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 409) throw error;
    if (error.code === 'asked_again') return undefined;
    return new Permission(client, await client.action(action.id), `Not done: ${error.message}`, undefined);
  }
  if (!taken.lease) throw new MissionControlError('The server let the agent go on without a lease.');
  const changed = taken.action.editedBy ? 'A person changed it and approved that.' : 'Approved.';
  return new Permission(client, taken.action, changed + said(action), taken.lease);
}

function why(action: Action): string {
  if (action.state === 'rejected') {
    return `A person said no. Nothing was done. Do not try the same again.${said(action)}`;
  }
  if (['running', 'succeeded', 'failed', 'outcome_unknown', 'released'].includes(action.state)) {
    return 'It was let go on before, and that works once. It is not done again.';
  }
  return `Nothing was done: it is ${action.state.replaceAll('_', ' ')}.${said(action)}`;
}

function said(action: Action): string {
  const feedback = action.decision?.feedback;
  return feedback ? ` They say: ${feedback}` : '';
}

function end(output: string): string {
  // The server takes no control characters but those of plain text: a person reads this in a terminal, too.
  const plain = output.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '\ufffd');
  const data = Buffer.from(plain);
  if (data.length <= OUTPUT) return data.toString();
  let from = data.length - OUTPUT;
  // Not in the middle of a character.
  while (((data[from] ?? 0) & 0xc0) === 0x80) from++;
  return `(${from} bytes before this are left out)\n${data.subarray(from).toString()}`;
}
