import { card } from '../stage/board.ts';
import { addPerson, browserOf } from '../stage/people.ts';
import { expect, test } from '../stage/test.ts';

test('Task Approval Mode stands under Settings, Mission Control, Task Approval, and decides where a result goes', async ({ page, rest }) => {
  await page.goto('/');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Task Approval' }).click();
  await expect(page).toHaveURL(/\/settings\/mission-control\/task-approval$/);
  const path = page.locator('.crumbs').getByRole('listitem');
  await expect(path).toHaveText(['Settings', 'Mission Control', 'Task Approval']);
  await expect(page.getByRole('heading', { name: 'Task Approval', level: 1 })).toBeVisible();
  await expect(page.getByText('Task Approval Mode', { exact: true })).toBeVisible();
  expect(await rest.taskApprovalMode()).toBe(true);

  const held = await rest.taskInReview('Held by the mode', 'echo held');
  await page.getByRole('switch', { name: 'Task Approval Mode' }).click();
  await expect(page.getByText('Task Approval Mode is off.')).toBeVisible();
  await expect(page.getByRole('switch', { name: 'Task Approval Mode' })).not.toBeChecked();
  expect(await rest.taskApprovalMode()).toBe(false);

  const free = await rest.createTask({ title: 'Nobody is asked', content: 'echo free' });
  await rest.until(free.id, 'done');
  await page.goto('/');
  await expect(card(page, 'Done', free.title)).toContainText('No approval required');
  await expect(card(page, 'Review', held.title)).toBeVisible();

  await page.goto('/tasks/new');
  await page.getByLabel('Title').fill('Asks for itself');
  await page.getByRole('textbox', { name: 'Command', exact: true }).fill('echo mine');
  await page.getByRole('switch', { name: 'Requires Approval' }).check();
  await page.getByRole('button', { name: 'Create task' }).click();
  await expect(page.getByRole('heading', { name: 'Asks for itself', level: 1 })).toBeVisible();
  await page.goto('/');
  await expect(card(page, 'Review', 'Asks for itself')).toBeVisible();

  await page.goto('/settings');
  await page.getByRole('switch', { name: 'Task Approval Mode' }).click();
  await expect(page.getByText('Task Approval Mode is on.')).toBeVisible();
  const caught = await rest.taskInReview('Caught by the mode', 'echo caught');
  await page.goto('/');
  await expect(card(page, 'Review', caught.title)).toBeVisible();
});

test('only an administrator may switch it, and others read why', async ({ server, ana: _, rest, browser }) => {
  const bo = await addPerson(server, 'Bo', 'approver');
  const context = await browserOf(browser, server, bo);
  const page = await context.newPage();
  await page.goto('/settings/mission-control/task-approval');
  await expect(page.getByText('Only people with the role admin can change this.')).toBeVisible();
  await expect(page.getByRole('switch', { name: 'Task Approval Mode' })).toBeDisabled();
  await expect(page.locator('form[action="/forms/change_settings"] button')).toHaveCount(0);
  const answer = await context.request.post('/forms/change_settings', {
    form: { task_approval_mode: 'off' },
    headers: { origin: server.url, accept: 'application/json' },
  });
  expect(answer.status()).toBe(403);
  expect(await rest.taskApprovalMode()).toBe(true);
  await context.close();
});

test('the three starts of a new task stop for a person', async ({ page, rest: _ }) => {
  for (const start of ['Deploy or change infrastructure', 'Change production data', 'Costly to reverse']) {
    await page.goto('/tasks/new');
    await page.getByRole('group', { name: 'Start from' }).getByRole('link', { name: start }).click();
    await expect(page.getByRole('switch', { name: 'Ask before it runs' })).toBeChecked();
    await expect(page.getByRole('switch', { name: 'Requires Approval' })).toBeChecked();
    await expect(page.getByText('A person is asked twice: before it runs, and before its result counts.')).toBeVisible();
  }
});
