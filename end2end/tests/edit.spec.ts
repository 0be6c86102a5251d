import { actionCard, Agent } from '../stage/agent.ts';
import { answer, approve, arrived, reject } from '../stage/decision.ts';
import { addPerson, browserOf } from '../stage/people.ts';
import { expect, test } from '../stage/test.ts';

const CLEAN = {
  script: 'echo first\necho proposed\n',
  title: 'Empty the cache',
  description: 'Empties the cache and returns how much was freed.',
};

test('an approver changes a command, approves what it became, and the agent is told what ran', async ({ page, rest, server }) => {
  const fae = await Agent.join(server, 'Fae');
  const task = await fae.task(rest, 'Free some disk');
  const old = await fae.propose(task, CLEAN);
  await page.goto(`/tasks/${task.id}`);
  await arrived(page);
  await page.keyboard.press('e');
  await expect(page).toHaveURL(new RegExp(`/approvals/${old.approvalId}/edit$`));
  const field = page.getByLabel(/^The script/);
  await expect(field).toHaveValue(CLEAN.script);
  await field.fill('echo first\necho edited\n');
  await page.getByRole('button', { name: 'Save as a new revision' }).click();

  await expect(page.getByText('Changed. Revision 2 waits to be approved.')).toBeVisible();
  const main = page.getByRole('main');
  await expect(main).toContainText('Changed since revision 1 by Ana');
  await expect(main.locator('.word-diff del')).toHaveText('proposed');
  await expect(main.locator('.word-diff ins')).toHaveText('edited');
  expect((await fae.action(old)).state).toBe('superseded');
  await answer(approve(page));
  const { supersededBy } = (await fae.action(old)) as unknown as { supersededBy: string };
  const next = { ...old, id: supersededBy };
  await fae.until(next, 'succeeded');
  expect(await fae.action(next)).toMatchObject({
    revision: 2,
    script: 'echo first\necho edited\n',
    editedBy: { name: 'Ana' },
    requestedBy: { name: 'Fae' },
    result: { stdout: 'first\nedited\n' },
  });

  await page.goto(`/tasks/${task.id}`);
  const thread = page.getByRole('region', { name: 'Thread' });
  await expect(thread).toContainText('Changed the command that Fae proposed.');
  await expect(thread).toContainText('edited by Ana');
  await expect(actionCard(page, old)).toContainText('Ana changed the proposal');
});

test('what the agent changes meanwhile is not overwritten, and what was written is not lost', async ({ page, rest, server }) => {
  const fae = await Agent.join(server, 'Fae');
  const task = await fae.task(rest, 'Free some disk');
  const old = await fae.propose(task, CLEAN);
  await page.goto(`/approvals/${old.approvalId}/edit`);
  await page.getByLabel(/^The script/).fill('echo mine\n');
  const next = await fae.revise(old, { ...CLEAN, script: 'echo theirs\n' });
  await page.getByRole('button', { name: 'Save as a new revision' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByRole('region', { name: /^Full what you wrote/ })).toContainText('echo mine');
  expect(await fae.action(next)).toMatchObject({ state: 'pending', script: 'echo theirs\n' });
});

test('where a second person is needed, whoever changed it is not offered to approve it', async ({ page, rest, server, browser }) => {
  const bo = await browserOf(browser, server, await addPerson(server, 'Bo', 'approver'));
  await addPerson(server, 'Cy', 'approver');
  const fae = await Agent.join(server, 'Fae');
  const task = await fae.task(rest, 'Free some disk');
  const old = await fae.propose(task, CLEAN);
  expect((await rest.call('PUT', '/settings', { secondPerson: true })).ok()).toBe(true);
  const other = await bo.newPage();
  await other.goto(`/approvals/${old.approvalId}/edit`);
  await other.getByLabel(/^The script/).fill('echo by Bo\n');
  await other.getByRole('button', { name: 'Save as a new revision' }).click();
  await expect(other.getByText('You changed this, so someone else decides. You can still reject it.')).toBeVisible();
  await expect(approve(other)).toHaveCount(0);
  await expect(reject(other)).toBeVisible();
  await page.goto('/approvals');
  await expect(page.getByRole('main')).toContainText('edited by Bo');
  await bo.close();
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a command is changed and approved as plain forms', async ({ page, rest, server }) => {
    const fae = await Agent.join(server, 'Fae');
    const task = await fae.task(rest, 'Free some disk');
    const old = await fae.propose(task, CLEAN);
    await page.goto(`/approvals/${old.approvalId}`);
    await page.getByRole('link', { name: 'Edit and approve' }).click();
    await page.getByLabel(/^The script/).fill(CLEAN.script);
    await page.getByRole('button', { name: 'Save as a new revision' }).click();
    await expect(page.getByRole('alert')).toContainText('It is what was proposed.');
    await page.getByLabel(/^The script/).fill('echo plain\n');
    await page.getByRole('button', { name: 'Save as a new revision' }).click();
    await expect(page.getByRole('main')).toContainText('echo plain');
    await approve(page).click();
    const { supersededBy } = (await fae.action(old)) as unknown as { supersededBy: string };
    await fae.until({ ...old, id: supersededBy }, 'succeeded');
  });
});
