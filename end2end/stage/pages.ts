import { Agent } from './agent.ts';
import type { Rest, Task } from './rest.ts';
import type { Server } from './server.ts';

/**
 * Something on every page: a result in Review, a request before a run, tasks in the other columns, a chain, and a thread
 * with an action that waits after one that was rejected and one that ran.
 */
export interface Furnished {
  review: Task;
  asks: Task;
  approval: string;
  /** Every page of a signed-in person, by name. */
  paths: Record<string, string>;
}

/** An agent's thread with a card of each kind. */
async function thread(rest: Rest, server: Server): Promise<{ task: Task; waits: string; own: string }> {
  const fern = await Agent.join(server, 'Fern');
  const task = await fern.task(rest, 'Why is the disk of web-1 full?');
  await fern.say(task, 'The logs of four weeks are still there. I would like to look, then clear the oldest.');
  const look = await fern.propose(task, { title: 'Look', script: 'echo 812 MB\n', description: 'Lists the sizes. Returns one line.' });
  await rest.decide(look, 'approve');
  await fern.until(look, 'succeeded');
  const blunt = await fern.propose(task, { title: 'Clear all', script: 'rm -r logs\n', description: 'Deletes the logs. Returns nothing.' });
  await rest.decide(blunt, 'reject', 'Only those older than a week');
  const careful = await fern.propose(task, { title: 'Clear the oldest', script: 'find logs -mtime +7 -delete\necho done\n', description: 'Deletes what is older than a week. Returns done.' });
  const edits = [{ path: 'etc/logrotate.conf', old: 'weekly\nrotate 4\n', new: 'daily\nrotate 7\n' }];
  const own = await fern.propose(task, { kind: 'agent_permission', interpreter: undefined, tool: { name: 'Edit' }, exact: { edits }, description: 'Keeps a week of logs.' });
  return { task, waits: careful.approvalId!, own: own.approvalId! };
}

export async function furnish(rest: Rest, server: Server): Promise<Furnished> {
  const review = await rest.taskInReview('Rotate the access log', 'echo rotated; echo 1 host skipped >&2; echo new > log.1');
  const asks = await rest.createTask({ title: 'Restart the web servers', content: 'echo web-1\necho web-2\n', approveBeforeRun: true });
  const approval = (await rest.approvalOf(asks)).id;
  const held = await rest.createTask({ title: 'Check the web servers', content: 'echo up', dependsOn: [asks.id] });
  const good = await rest.taskInReview('Count the hosts', 'echo seven');
  await rest.review(good, 'approve');
  const bad = await rest.taskInReview('Move the backups', 'echo moved');
  await rest.review(bad, 'reject', 'To the other disk');
  const script = await rest.createScript({ name: 'Free space', body: 'rm -rf ./cache\ndf -h\n' });
  await rest.changeScript(script, { name: 'Free space', body: 'rm -rf ./cache/*\ndf -h\n' });
  await rest.runScript(script);
  const { task: asked, waits, own } = await thread(rest, server);
  const paths = {
    board: '/',
    'board, one column': '/?type=command',
    'board, nothing found': '/?q=nothing-is-called-this',
    approvals: '/approvals',
    'approvals, before it runs': `/approvals?id=${approval}`,
    'approvals, an action': `/approvals?id=${waits}`,
    history: '/approvals?tab=history',
    approve: `/approvals/${approval}`,
    'approve, an action': `/approvals/${waits}`,
    'approve, what the agent does itself': `/approvals/${own}`,
    'edit and approve': `/approvals/${waits}/edit`,
    'new task': '/tasks/new',
    'new task from a start': '/tasks/new?template=deploy',
    retry: `/tasks/new?retry=${bad.id}`,
    'task, output': `/tasks/${review.id}?tab=output`,
    'task, logs': `/tasks/${review.id}?tab=logs`,
    'task, files': `/tasks/${review.id}?tab=files`,
    'task, before it runs': `/tasks/${asks.id}`,
    'task, thread': `/tasks/${asked.id}`,
    'task, waiting for another': `/tasks/${held.id}`,
    'task, failed': `/tasks/${bad.id}`,
    settings: '/settings/mission-control/task-approval',
    keys: '/settings/keys',
    desktops: '/settings/desktops',
    'a desktop': `/settings/desktops?edit=${(await rest.desktop()).id}`,
    people: '/settings/people',
    activity: '/activity',
    'activity, nothing found': '/activity?by=nobody',
    insights: '/insights',
    'insights, nothing found': '/insights?gate=action',
    agents: '/agents',
    gates: '/agents/gates',
    scripts: '/scripts',
    'a script': `/scripts/${script}`,
    'new script': '/scripts/new',
    policy: '/settings/mission-control/policy',
    notifications: '/settings/mission-control/notifications',
    'test on history': '/settings/mission-control/policy/test?preset=autonomous',
    webhooks: '/settings/mission-control/webhooks',
    profile: '/settings/profile',
    help: '/help',
  };
  return { review, asks, approval, paths };
}
