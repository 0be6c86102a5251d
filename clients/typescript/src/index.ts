// Mission Control decides whether an agent's work may run. This asks it, waits, and goes on only after a yes. It must never take
// silence, an error or a lost connection for a yes.
export { MissionControl, type Waiting } from './client.ts';
export { MissionControlError, NotUnderstood, Refused, StillWaiting, Unreachable } from './errors.ts';
export { Permission } from './permission.ts';
export type * from './types.gen.ts';
