// What can go wrong between a program and Mission Control. None of it is ever a yes.
import type { Action, Problem } from './types.gen.ts';

/** Every error of this client. */
export class MissionControlError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The server said no to a call and said why. `code` is stable; `message` is for people. */
export class Refused extends MissionControlError {
  /** What kind of refusal it is, as in `not_found` or `already_decided`. */
  readonly code: string;
  /** The HTTP status. */
  readonly status: number;
  /** The field that was refused, if it was one. */
  readonly field: string | undefined;
  /** How many seconds to wait before the next try, if the server said so. */
  readonly retryAfter: number | undefined;

  constructor(
    /** The whole answer (RFC 9457). */
    readonly problem: Problem,
  ) {
    super(`${problem.title} ${problem.detail}`.trim());
    this.code = problem.code;
    this.status = problem.status;
    this.field = problem.field ?? undefined;
    this.retryAfter = problem.retryAfter ?? undefined;
  }
}

/** The server did not answer, for longer than the client is patient. */
export class Unreachable extends MissionControlError {}

/** Something answered that is no Mission Control, or one that this client does not know. */
export class NotUnderstood extends MissionControlError {}

/** Nobody decided in the time the caller had. Nothing was decided: it can be waited for again. */
export class StillWaiting extends MissionControlError {
  constructor(
    /** The action as it was last read. */
    readonly action: Action,
  ) {
    super(`Nobody has decided about ${action.title ?? action.id} yet.`);
  }
}
