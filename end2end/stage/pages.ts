import type { Rest, Task } from './rest.ts';

/** Something on every page: a result in Review, a request before a run, tasks in the other columns, a chain. */
export interface Furnished {
  review: Task;
  asks: Task;
  approval: string;
  /** Every page of a signed-in person, by name. */
  paths: Record<string, string>;
}

export async function furnish(rest: Rest): Promise<Furnished> {
  const review = await rest.taskInReview('Rotate the access log', 'echo rotated; echo 1 host skipped >&2; echo new > log.1');
  const asks = await rest.createTask({ title: 'Restart the web servers', content: 'echo web-1\necho web-2\n', approveBeforeRun: true });
  const approval = (await rest.approvalOf(asks)).id;
  await rest.createTask({ title: 'Check the web servers', content: 'echo up', dependsOn: [asks.id] });
  const good = await rest.taskInReview('Count the hosts', 'echo seven');
  await rest.review(good, 'approve');
  const bad = await rest.taskInReview('Move the backups', 'echo moved');
  await rest.review(bad, 'reject', 'To the other disk');
  const paths = {
    board: '/',
    'board, one column': '/?type=command',
    'board, nothing found': '/?q=nothing-is-called-this',
    approvals: '/approvals',
    'approvals, before it runs': `/approvals?id=${approval}`,
    history: '/approvals?tab=history',
    approve: `/approvals/${approval}`,
    'new task': '/tasks/new',
    'new task from a start': '/tasks/new?template=deploy',
    retry: `/tasks/new?retry=${bad.id}`,
    'task, output': `/tasks/${review.id}?tab=output`,
    'task, logs': `/tasks/${review.id}?tab=logs`,
    'task, files': `/tasks/${review.id}?tab=files`,
    'task, before it runs': `/tasks/${asks.id}`,
    'task, failed': `/tasks/${bad.id}`,
    settings: '/settings/mission-control/task-approval',
    keys: '/settings/keys',
    desktops: '/settings/desktops',
    'a desktop': `/settings/desktops?edit=${(await rest.desktop()).id}`,
    insights: '/insights',
    'insights, nothing found': '/insights?gate=action',
    agents: '/agents',
    scripts: '/scripts',
    'new script': '/scripts/new',
    policy: '/settings/mission-control/policy',
    webhooks: '/settings/mission-control/webhooks',
    profile: '/settings/profile',
    help: '/help',
  };
  return { review, asks, approval, paths };
}
