import type { Page } from '@playwright/test';
import { Agent } from '../stage/agent.ts';
import { answer, approve, arrived, reject } from '../stage/decision.ts';
import { addPerson, browserOf } from '../stage/people.ts';
import { watchForReloads } from '../stage/reloads.ts';
import { expect, test } from '../stage/test.ts';

/** What was said about the last form. */
const said = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words });

/** Counts the forms that are sent from now on. */
function countForms(page: Page): () => number {
  let forms = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST') forms += 1;
  });
  return () => forms;
}

test('on the page of a request an answer is confirmed where it stands, and a reload shows the same', async ({ page, rest }) => {
  const task = await rest.createTask({ title: 'Restart the printer', content: 'echo restart', approveBeforeRun: true });
  const approval = await rest.approvalOf(task);
  await page.goto(`/approvals/${approval.id}`);
  await arrived(page);
  const stayed = watchForReloads(page);
  await answer(approve(page));
  await expect(said(page, 'Approved.')).toContainText('A decision is final.');
  await expect(page.getByRole('main')).toContainText('Approved by Ana');
  await expect(approve(page)).toHaveCount(0);
  // Reading goes on at the heading, and nothing of what was said once stays in the address.
  await expect(page.getByRole('heading', { name: task.title, level: 1 })).toBeFocused();
  await expect(page).toHaveURL(new RegExp(`/approvals/${approval.id}$`));
  await expect(page.locator('#live')).toHaveText('Live');
  await expect(said(page, 'Approved.')).toBeHidden({ timeout: 10_000 });
  stayed();
  await page.reload();
  await expect(page.getByRole('main')).toContainText('Approved by Ana');
});

test('pressed twice, by mouse and by key, an answer is sent once', async ({ page, rest }) => {
  const task = await rest.createTask({ title: 'Restart the printer', content: 'echo restart', approveBeforeRun: true });
  const approval = await rest.approvalOf(task);
  const forms = countForms(page);
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  await page.route('**/forms/**', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`/approvals/${approval.id}`);
  await arrived(page);
  const button = page.locator('button[name=decision][value=approve]');
  await button.dblclick();
  await expect(button).toHaveAttribute('aria-busy', 'true');
  await expect(button).toHaveText(/Sending/);
  await button.focus();
  for (let times = 0; times < 3; times++) await page.keyboard.press('Enter');
  expect(forms()).toBe(1);
  go();
  await expect(page.getByRole('main')).toContainText('Approved by Ana');
  expect(forms()).toBe(1);
});

test('a refusal stands where it stood, and what was typed is kept', async ({ rest, server, browser }) => {
  const task = await rest.taskInReview('Count the hosts', 'echo seven');
  const bo = await browserOf(browser, server, await addPerson(server, 'Bo', 'approver'));
  const other = await bo.newPage();
  await other.goto(`/tasks/${task.id}`);
  await arrived(other);
  await other.getByLabel('Feedback').fill('Seven are too few.');
  const stayed = watchForReloads(other);
  // Ana is faster by the time that Bo's form is on its way.
  await other.route('**/forms/**', async (route) => {
    await rest.review(task, 'approve');
    await route.continue();
  });
  await answer(reject(other));
  const refusal = other.getByRole('main').getByRole('alert');
  await expect(refusal).toContainText('Ana');
  await expect(refusal).toContainText('Seven are too few.');
  await expect(refusal).toBeInViewport();
  await expect(reject(other)).toHaveCount(0);
  stayed();
  expect(await rest.task(task.id)).toMatchObject({ status: 'done', feedback: null });
  await bo.close();
});

test.describe('without an answer', () => {
  test.use({ consoleMayComplain: true });

  test('a lost answer says so, nothing is assumed, and it can be sent again', async ({ page, rest }) => {
    const task = await rest.createTask({ title: 'Restart the printer', content: 'echo restart', approveBeforeRun: true });
    const approval = await rest.approvalOf(task);
    await page.goto(`/approvals/${approval.id}`);
    await arrived(page);
    await page.route('**/forms/**', (route) => route.abort());
    await approve(page).click();
    const note = page.getByRole('alert').filter({ hasText: 'No answer came back.' });
    await expect(note).toContainText('We do not know whether it arrived.');
    await expect(note).toBeInViewport();
    await expect(page.getByRole('main')).not.toContainText('Approved by');
    expect((await rest.approval(approval.id)).state).toBe('pending');

    await page.unroute('**/forms/**');
    await answer(approve(page));
    await expect(page.getByRole('main')).toContainText('Approved by Ana');
    await expect(note).toHaveCount(0);
  });

  test('a form that is turned away at the door says the reason of the server', async ({ page, rest }) => {
    const task = await rest.createTask({ title: 'Restart the printer', content: 'echo restart', approveBeforeRun: true });
    const approval = await rest.approvalOf(task);
    await page.goto(`/approvals/${approval.id}`);
    await arrived(page);
    await page.getByLabel('Note').evaluate((note: HTMLTextAreaElement) => (note.value = 'x'.repeat(3_000_000)));
    await answer(reject(page));
    await expect(page.getByRole('alert')).toContainText('The body is over 1 MiB. Nothing was stored.');
    expect((await rest.approval(approval.id)).state).toBe('pending');
    // The button says again what it does.
    await expect(reject(page)).toHaveText(/Reject/);
    await expect(reject(page)).not.toHaveAttribute('aria-busy', 'true');
  });
});

test('in the thread of a task a card is answered where it stands', async ({ page, rest, server }) => {
  const fern = await Agent.join(server, 'Fern');
  const task = await fern.task(rest, 'Free some disk');
  const card = await fern.propose(task, { title: 'Look', script: 'echo 812 MB\n', description: 'Lists the sizes.' });
  await page.goto(`/tasks/${task.id}`);
  await arrived(page);
  const stayed = watchForReloads(page);
  await answer(approve(page));
  await expect(said(page, 'Approved.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Thread' })).toContainText('Approved by Ana');
  await fern.until(card, 'succeeded');
  await expect(page.getByRole('region', { name: 'Thread' })).toContainText('812 MB');
  stayed();
});

test('in the inbox the next request comes in, and the way back leads to the one before', async ({ page, rest }) => {
  const one = await rest.taskInReview('First of two', 'echo one');
  const two = await rest.taskInReview('Second of two', 'echo two');
  const approval = await rest.approvalOf(two);
  await page.goto('/approvals?order=oldest');
  await arrived(page);
  const stayed = watchForReloads(page);
  await answer(approve(page));
  const pane = page.getByRole('region', { name: 'Request' });
  await expect(pane.getByRole('heading', { name: two.title })).toBeFocused();
  await expect(said(page, 'Approved. MC-1 is Done.')).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`id=${approval.id}`));
  await expect(page.locator('[data-row]')).toHaveCount(1);
  // The card is new: a key that was on its way is no answer to it.
  await page.keyboard.press('a');
  expect((await rest.task(two.id)).status).toBe('review');
  await answer(reject(page));
  await expect(page.getByText('Nothing waits for you')).toBeVisible();
  await expect(said(page, 'Rejected. MC-2 is Failed.')).toBeVisible();
  await page.goBack();
  await expect(pane.getByRole('heading', { name: two.title })).toBeVisible();
  await expect(pane).toContainText('Rejected by Ana');
  stayed();
  expect((await rest.task(one.id)).status).toBe('done');
});

test('what is said about a line and what was viewed come in without a load', async ({ page, rest }) => {
  const task = await rest.taskInReview('Write two lines', 'printf "one\\ntwo\\n" > new.txt');
  await page.goto(`/tasks/${task.id}?tab=files`);
  await arrived(page);
  const stayed = watchForReloads(page);
  await page.getByRole('row').filter({ hasText: 'two' }).getByRole('link', { name: '2' }).click();
  const text = page.getByRole('textbox', { name: 'Comment on line 2' });
  await text.fill('Why two?');
  await page.getByRole('button', { name: 'Add comment' }).click();
  await expect(page.locator('.line-note')).toContainText('Why two?');
  await expect(text).toHaveCount(0);
  await page.locator('.line-note').getByRole('button', { name: 'Remove' }).click();
  await expect(page.locator('.line-note')).toHaveCount(0);
  const viewed = page.getByRole('button', { name: 'Viewed' });
  await viewed.click();
  await expect(viewed).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('1 of 1 viewed')).toBeVisible();
  await expect(viewed).toBeFocused();
  stayed();
});
