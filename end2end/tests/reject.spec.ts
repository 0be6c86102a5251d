import { card } from '../stage/board.ts';
import { answer, reject } from '../stage/decision.ts';
import { expect, test } from '../stage/test.ts';

const FEEDBACK = 'Database name should be myapp_staging, not myapp_prod';

test('a rejected command is Failed with its feedback, and is retried with both filled in', async ({ page, rest }) => {
  const task = await rest.taskInReview('Migrate the database', 'echo migrate myapp_prod');
  await page.goto('/');
  await card(page, 'Review', task.title).getByRole('link', { name: task.title }).click();
  await page.getByLabel('Feedback').fill(FEEDBACK);
  await answer(reject(page));
  await expect(page.getByText('Rejected. MC-1 is Failed.')).toBeVisible();
  await expect(page.getByText('Ana rejected the result.')).toBeVisible();
  await expect(page.getByRole('main')).toContainText(FEEDBACK);

  await page.goto('/');
  await expect(card(page, 'Failed', task.title)).toContainText(`Rejected by Ana: ${FEEDBACK}`);
  await card(page, 'Failed', task.title).getByRole('link', { name: task.title }).click();

  await page.getByRole('link', { name: /^Retry with revised/ }).click();
  await expect(page.getByRole('heading', { name: 'Retry MC-1', level: 1 })).toBeVisible();
  const content = page.getByLabel('Command', { exact: true });
  await expect(content).toHaveValue('echo migrate myapp_prod');
  await expect(page.getByRole('main')).toContainText(FEEDBACK);
  await content.fill('echo migrate myapp_staging');
  await page.getByRole('button', { name: 'Create attempt 2' }).click();

  await expect(page.getByText('MC-2 was made.')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('MC-1 was rejected.');
  await expect(page.getByRole('main')).toContainText(FEEDBACK);
  const again = (await rest.tasks()).find((found) => found.number === 2)!;
  expect(await rest.task(again.id)).toMatchObject({ retryOf: task.id, previousFeedback: FEEDBACK });

  await page.getByRole('complementary', { name: 'Task facts' }).getByRole('link', { name: 'MC-1' }).click();
  await expect(page.getByRole('complementary', { name: 'Task facts' }).getByRole('link', { name: 'MC-2' })).toBeVisible();
});

test('a prompt offers to retry with a revised prompt', async ({ page, rest }) => {
  const task = await rest.createTask({
    type: 'prompt',
    title: 'Write release notes',
    content: 'Write release notes for 1.4.0',
    externalAgent: 'Fern',
  });
  await rest.until(task.id, 'running');
  await page.goto(`/tasks/${task.id}`);
  await page.getByRole('button', { name: 'Cancel task' }).click();
  await expect(page.getByText('MC-1 is cancelled.')).toBeVisible();
  await page.getByRole('link', { name: 'Retry with revised prompt' }).click();
  await expect(page.getByLabel('Prompt', { exact: true })).toHaveValue('Write release notes for 1.4.0');
});

test('a rejection needs no words', async ({ page, rest }) => {
  const task = await rest.taskInReview('Rename the bucket', 'echo renamed');
  await page.goto(`/tasks/${task.id}`);
  await answer(reject(page));
  await expect(page.getByText('Rejected. MC-1 is Failed.')).toBeVisible();
  expect(await rest.task(task.id)).toMatchObject({ status: 'failed', feedback: null, failure: { code: 'rejected' } });
});

test('a chosen reason goes beside the note', async ({ page, rest }) => {
  const task = await rest.createTask({ title: 'Restart the printer', content: 'echo restart', approveBeforeRun: true });
  const approval = await rest.approvalOf(task);
  await page.goto(`/approvals/${approval.id}`);
  await page.getByText('Wrong machine', { exact: true }).click();
  await page.getByLabel('Note').fill('print-2, not print-1');
  await answer(reject(page));
  await expect(page.getByRole('main')).toContainText('Rejected by Ana');
  await expect(page.getByRole('main')).toContainText('nothing ran');
  expect((await rest.approval(approval.id)).decision).toMatchObject({
    decision: 'reject',
    feedback: 'print-2, not print-1',
    reason: 'wrong_machine',
  });
  expect((await rest.task(task.id)).status).toBe('failed');
});
