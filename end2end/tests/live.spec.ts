import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { card, column } from '../stage/board.ts';
import { answer, approve, reject } from '../stage/decision.ts';
import { addPerson, browserOf } from '../stage/people.ts';
import { watchForReloads } from '../stage/reloads.ts';
import { expect, test } from '../stage/test.ts';

test('a decision in one browser moves the card in another', async ({ page, rest, server, browser }) => {
  const bo = await browserOf(browser, server, await addPerson(server, 'Bo', 'approver'));
  const board = await bo.newPage();
  const task = await rest.taskInReview('Empty the cache', 'echo emptied');
  await board.goto('/');
  await expect(card(board, 'Review', task.title)).toBeVisible();
  await expect(board.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
  const stayed = watchForReloads(board);

  await page.goto(`/tasks/${task.id}`);
  await answer(approve(page));
  await expect(page.getByText('Approved. MC-1 is Done.')).toBeVisible();

  await expect(card(board, 'Done', task.title)).toContainText('Approved by Ana');
  await expect(column(board, 'Review')).toContainText('Nothing in Review');
  await expect(board.getByRole('heading', { name: '1 waits for you' })).toHaveCount(0);

  const next = await rest.createTask({ title: 'Fill the cache', content: 'echo filled' });
  await expect(card(board, 'Review', next.title)).toBeVisible();
  await expect(board.getByRole('heading', { name: '1 waits for you' })).toBeVisible();
  stayed();
  await bo.close();
});

test('an inbox that was empty when it was opened becomes a list', async ({ page, rest }) => {
  await page.goto('/approvals');
  await expect(page.getByRole('main')).toContainText('Nothing waits for you');
  await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
  const stayed = watchForReloads(page);
  const task = await rest.taskInReview('Empty the cache', 'echo emptied');
  await expect(page.getByRole('main')).toContainText(task.title);
  stayed();
});

test('a board that was empty when it was opened gets its filters with its first task', async ({ page, rest }) => {
  await page.goto('/');
  await expect(page.getByRole('form', { name: 'Filter tasks' })).toHaveCount(0);
  await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
  const task = await rest.taskInReview('Empty the cache', 'echo emptied');
  await expect(card(page, 'Review', task.title)).toBeVisible();
  await expect(page.getByRole('form', { name: 'Filter tasks' })).toBeVisible();
});

test('output of a running command comes in while it is read', async ({ page, rest, server }) => {
  await mkdir(path.join(server.workspace, 'waits'));
  const content = 'echo first line; while [ ! -e go ]; do sleep 0.1; done; echo second line';
  const task = await rest.createTask({ title: 'Waits for a file', content, cwd: 'waits' });
  await rest.until(task.id, 'running');
  await page.goto(`/tasks/${task.id}?tab=logs`);
  await expect(page.getByRole('region', { name: 'Log', exact: true })).toContainText('first line');
  const stayed = watchForReloads(page);
  await rest.createTask({ title: 'Makes the file', content: 'touch go', cwd: 'waits' });
  await expect(page.getByRole('region', { name: 'Log', exact: true })).toContainText('second line');
  await expect(approve(page)).toBeVisible();
  stayed();
});

test('a request that is decided elsewhere can no longer be answered, and says by whom', async ({ page, rest, server, browser }) => {
  const bo = await browserOf(browser, server, await addPerson(server, 'Bo', 'approver'));
  const task = await rest.createTask({ title: 'Reboot the printer', content: 'echo reboot', approveBeforeRun: true });
  const approval = await rest.approvalOf(task);
  const other = await bo.newPage();
  await other.goto(`/approvals/${approval.id}`);
  await expect(approve(other)).toBeEnabled();
  const stayed = watchForReloads(other);
  await page.goto(`/approvals/${approval.id}`);
  await page.getByLabel('Note').fill('Wait for the backup.');
  await answer(reject(page));
  await expect(page.getByRole('main')).toContainText('Rejected by Ana');

  await expect(other.getByRole('main')).toContainText('Rejected by Ana');
  await expect(other.getByRole('main')).toContainText('Wait for the backup.');
  await expect(approve(other)).toHaveCount(0);
  await expect(reject(other)).toHaveCount(0);
  stayed();
  await bo.close();
});

for (const [where, field] of [['the request', 'Note'], ['the task', 'Feedback']] as const) {
  test(`somebody who is typing on the page of ${where} keeps their words, but not the buttons, when another decides`, async ({ rest, server, browser }) => {
    const bo = await browserOf(browser, server, await addPerson(server, 'Bo', 'approver'));
    const task = await rest.taskInReview('Print the labels', 'echo printed');
    const approval = await rest.approvalOf(task);
    const other = await bo.newPage();
    await other.goto(where === 'the task' ? `/tasks/${task.id}` : `/approvals/${approval.id}`);
    await expect(approve(other)).toBeEnabled();
    const note = other.getByLabel(field);
    await note.fill('The labels are');
    await rest.review(task, 'reject', 'Wrong printer');

    await expect(other.getByRole('alert')).toContainText('Ana');
    await expect(other.getByRole('alert')).toContainText('Your answer was not sent.');
    await expect(approve(other)).toHaveAttribute('aria-disabled', 'true');
    await expect(reject(other)).toHaveAttribute('aria-disabled', 'true');
    await expect(note).toHaveValue('The labels are');
    await expect(note).toBeFocused();
    await reject(other).click({ force: true });
    await expect(note).toHaveValue('The labels are');
    expect((await rest.approval(approval.id)).decision).toMatchObject({ by: { name: 'Ana' }, feedback: 'Wrong printer' });
    await bo.close();
  });
}

test('a half-written message stays while the page around it changes', async ({ page, rest }) => {
  const task = await rest.taskInReview('Sort the mail', 'echo sorted');
  await page.goto(`/tasks/${task.id}`);
  await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
  const message = page.getByRole('textbox', { name: 'Message' });
  await message.fill('Which of the two');
  await rest.call('POST', `/tasks/${task.id}/messages`, { text: 'Both are sorted.' });
  await expect(page.getByRole('region', { name: 'Thread' })).toContainText('Both are sorted.');
  await rest.review(task, 'approve');
  await expect(page.getByRole('main')).toContainText('Approved by Ana');
  await expect(message).toHaveValue('Which of the two');
  await expect(message).toBeFocused();
});

test('whoever answers second is told who decided, what and why, and nothing of theirs is recorded', async ({ page, rest, server, browser }) => {
  const bo = await browserOf(browser, server, await addPerson(server, 'Bo', 'approver'));
  const task = await rest.taskInReview('Resize the disk', 'echo resized');
  const approval = await rest.approvalOf(task);
  const other = await bo.newPage();
  await other.goto(`/approvals/${approval.id}`);
  await other.getByLabel('Note').fill('Looks right to me');
  // Bo's answer is on its way when Ana's arrives.
  await other.route('**/forms/resolve_approval', async (route) => {
    await rest.review(task, 'reject', 'Wrong disk');
    await route.continue();
  });
  await answer(approve(other));
  const refusal = other.getByRole('alert');
  await expect(refusal).toContainText(/Ana rejected this at \d\d:\d\d:\d\d UTC\./);
  await expect(refusal).toContainText('Wrong disk');
  await expect(refusal).toContainText('Your answer was not recorded.');
  await expect(other.getByText('Looks right to me')).toBeVisible();
  expect((await rest.task(task.id)).status).toBe('failed');
  expect((await rest.approval(approval.id)).decision).toMatchObject({ decision: 'reject', by: { name: 'Ana' } });

  await page.goto('/approvals?tab=history');
  await expect(page.getByRole('row').filter({ hasText: task.title })).toHaveCount(1);
  await bo.close();
});

test('ten tabs of one browser are all live', async ({ page: first, context, rest }) => {
  await rest.desktop();
  const tabs = [first];
  while (tabs.length < 10) tabs.push(await context.newPage());
  for (const tab of tabs) await tab.goto('/');
  for (const tab of tabs) await expect(tab.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
  const stayed = tabs.map(watchForReloads);
  const task = await rest.createTask({ title: 'Seen in every tab', content: 'echo seen' });
  for (const tab of tabs) await expect(card(tab, 'Review', task.title)).toBeVisible();
  // The tab that keeps the stream goes away, and the others go on.
  await tabs[0]!.close();
  await rest.review(task, 'approve');
  for (const tab of tabs.slice(1)) await expect(card(tab, 'Done', task.title)).toBeVisible();
  for (const stay of stayed) stay();
});
