import path from 'node:path';
import { card, column } from '../stage/board.ts';
import { answer, approve } from '../stage/decision.ts';
import { makeRepository } from '../stage/repository.ts';
import { expect, test } from '../stage/test.ts';

const SETTINGS = 'name = staging\nretries = 3\ntimeout = 30\n';
const COMMAND = [
  "sed -i 's/^retries = 3$/retries = 5/' settings.conf",
  'echo "settings.conf: retries is 5 now"',
  'echo "warning: 1 host did not answer" >&2',
].join('\n');
const TITLE = 'Raise retries on staging';

test('a command stops in Review, is read whole, and is Done once it is approved', async ({ page, server, rest }) => {
  await makeRepository(path.join(server.workspace, 'shop'), { 'settings.conf': SETTINGS });
  await rest.desktop();

  await page.goto('/');
  await page.getByRole('link', { name: 'New task' }).first().click();
  await expect(page.getByRole('radio', { name: 'Command' })).toBeChecked();
  await page.getByLabel('Title').fill(TITLE);
  await page.getByRole('textbox', { name: 'Command', exact: true }).fill(COMMAND);
  await page.getByLabel('Directory').fill('shop');
  await expect(page.getByLabel('Run now')).toBeChecked();
  await page.getByRole('button', { name: 'Create task' }).click();
  await expect(page.getByRole('heading', { name: TITLE, level: 1 })).toBeVisible();

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Board' }).click();
  const waiting = card(page, 'Review', TITLE);
  await expect(waiting).toContainText('Result waits for approval');
  await expect(page.getByRole('heading', { name: '1 waits for you' })).toBeVisible();
  await expect(column(page, 'Done')).toContainText('Nothing in Done');
  await waiting.getByRole('link', { name: TITLE }).click();

  const tabs = page.getByRole('navigation', { name: 'Result' });
  await tabs.getByRole('link', { name: 'Output' }).click();
  const output = page.getByRole('region', { name: 'Output' });
  await expect(output).toContainText('Exit code 0');
  await expect(output).toContainText('settings.conf: retries is 5 now');
  await expect(output).toContainText('warning: 1 host did not answer');

  await tabs.getByRole('link', { name: 'Logs' }).click();
  const log = page.getByRole('region', { name: 'Log', exact: true }).getByRole('listitem');
  await expect(log.filter({ hasText: 'retries is 5 now' })).toContainText('out');
  await expect(log.filter({ hasText: 'did not answer' })).toContainText('err');
  await page.getByLabel('stderr only').check();
  await expect(log.filter({ hasText: 'retries is 5 now' })).toBeHidden();
  await expect(log.filter({ hasText: 'did not answer' })).toBeVisible();

  await tabs.getByRole('link', { name: 'Files changed' }).click();
  const file = page.getByRole('article').filter({ hasText: 'settings.conf' });
  await expect(file).toContainText('+1 −1');
  const row = file.getByRole('row');
  await expect(row.filter({ hasText: '−retries = 3' })).toBeVisible();
  await expect(row.filter({ hasText: '+retries = 5' })).toBeVisible();
  await expect(row.filter({ hasText: 'timeout = 30' })).toBeVisible();

  await expect(page.getByText('Approve moves it to Done. Reject moves it to Failed.')).toBeVisible();
  await answer(approve(page));
  await expect(page.getByText('Approved. MC-1 is Done.')).toBeVisible();

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Board' }).click();
  await expect(card(page, 'Done', TITLE)).toContainText('Approved by Ana');
  await expect(column(page, 'Review')).toContainText('Nothing in Review');
  const [task] = await rest.tasks();
  expect(task).toMatchObject({ number: 1, status: 'done' });
});

test('the approvals list names task, desktop and time, and leads to the full output', async ({ page, rest }) => {
  const desktop = await rest.desktop();
  await rest.taskInReview('Count the hosts', 'echo seven hosts');
  await page.goto('/approvals');
  const row = page.getByRole('region', { name: 'Waiting for approval' }).getByRole('listitem').filter({
    has: page.getByRole('heading', { name: 'Count the hosts' }),
  });
  await expect(row).toContainText('Result');
  await expect(row).toContainText(desktop.name);
  await expect(row).toContainText(/finished \d\d:\d\d/);
  await row.getByRole('link', { name: 'Full output' }).click();
  await expect(page.getByRole('region', { name: 'Output' })).toContainText('seven hosts');
});

test('a result is approved in the pane of the approvals, which goes on to the next one', async ({ page, rest }) => {
  const first = await rest.taskInReview('Rotate the first log', 'echo first');
  const second = await rest.taskInReview('Rotate the second log', 'echo second');
  await page.goto('/approvals');
  const pane = page.getByRole('region', { name: 'Request' });
  await expect(pane.getByRole('heading', { name: first.title })).toBeVisible();
  await expect(pane).toContainText('Exit code 0');
  await answer(approve(page));
  await expect(page.getByText('Approved. MC-1 is Done.')).toBeVisible();
  await expect(pane.getByRole('heading', { name: second.title })).toBeVisible();
  expect((await rest.task(first.id)).status).toBe('done');
  expect((await rest.task(second.id)).status).toBe('review');

  await page.getByRole('navigation', { name: 'Approvals' }).getByRole('link', { name: 'History' }).click();
  const decided = page.getByRole('row').filter({ hasText: first.title });
  await expect(decided).toContainText('Approved by Ana');
  await expect(page.getByRole('row').filter({ hasText: second.title })).toHaveCount(0);
});
