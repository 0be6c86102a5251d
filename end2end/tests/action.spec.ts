import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { actionCard, Agent } from '../stage/agent.ts';
import { card } from '../stage/board.ts';
import { answer, approve, arrived, reject } from '../stage/decision.ts';
import { watchForReloads } from '../stage/reloads.ts';
import { expect, test } from '../stage/test.ts';

const CLEAN = {
  script: 'rm -rf ./cache\necho freed\n',
  title: 'Empty the cache',
  description: 'Deletes the cache directory and returns how much was freed.',
};

test('a5-a11: the badge shows live, the card is read, and what is approved runs here and comes back', async ({ page, rest, server }) => {
  const fae = await Agent.join(server, 'Fae');
  const task = await fae.task(rest, 'Free some disk');
  await page.goto('/');
  await expect(card(page, 'Running', task.title)).toBeVisible();
  const stayed = watchForReloads(page);
  const action = await fae.propose(task, CLEAN);
  await expect(card(page, 'Running', task.title)).toContainText('Technician approval required');
  stayed();

  await page.goto(`/tasks/${task.id}`);
  const shown = actionCard(page, action);
  await expect(shown).toContainText('Technician approval required');
  await expect(shown).toContainText('Fae');
  await expect(shown).toContainText((await rest.desktop()).name);
  await expect(shown).toContainText('rm -rf ./cache');
  await expect(shown).toContainText(CLEAN.description);
  await expect(shown).toContainText('Written by the agent, not checked');
  await expect(shown).toContainText('Deletes');
  await expect(shown.getByRole('button', { name: /^(Approve|Reject)/ })).toHaveCount(2);
  await shown.getByLabel(/^Costly to reverse/).fill((await rest.desktop()).name);
  await answer(approve(page));
  await expect(shown).toContainText('Exit code 0');
  await expect(shown).toContainText('freed');
  expect((await fae.action(action)).state).toBe('succeeded');
});

test('a12, a13: a no goes back word for word, nothing runs, and the next attempt links to it', async ({ page, rest, server }) => {
  const fae = await Agent.join(server, 'Fae');
  const task = await fae.task(rest, 'Free some disk');
  const first = await fae.propose(task, { ...CLEAN, script: 'touch ran; rm -rf /tmp/none\n' });
  await page.goto(`/tasks/${task.id}`);
  await page.getByText('Wrong machine', { exact: true }).click();
  await page.locator('summary').filter({ hasText: 'Note' }).click();
  await page.getByLabel('Note').fill('Take the other one.');
  await answer(reject(page));
  await expect(actionCard(page, first)).toContainText('Rejected by Ana');
  await expect(actionCard(page, first)).toContainText('nothing ran');
  await expect(actionCard(page, first)).toContainText('Wrong machine');
  await expect(actionCard(page, first)).toContainText('Take the other one.');
  await fae.until(first, 'rejected');
  const second = await fae.propose(task, { ...CLEAN, script: 'touch ran-second\n' });
  await expect(actionCard(page, second)).toContainText('attempt 2');
  expect(existsSync(path.join(server.workspace, 'tasks', String(task.number), 'ran'))).toBe(false);
  await expect(page.getByRole('link', { name: /Handle manually/ }).first()).toHaveAttribute('href', new RegExp(`/scripts\\?task=${task.id}`));
});

test('t11: a card that is open when its proposal changes says so and takes no answer', async ({ page, rest, server }) => {
  const fae = await Agent.join(server, 'Fae');
  const task = await fae.task(rest, 'Free some disk');
  const old = await fae.propose(task, CLEAN);
  await page.goto(`/approvals/${old.approvalId}`);
  await expect(approve(page)).toBeVisible();
  await arrived(page);
  const next = await fae.revise(old, { ...CLEAN, script: 'rm -rf /\n' });
  await expect(page.getByRole('main')).toContainText('This one can no longer be approved.');
  await expect(approve(page)).toHaveCount(0);
  expect((await fae.action(next)).state).toBe('pending');
  expect((await fae.action(old)).state).toBe('superseded');
});

for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
  test(`a8: a 400-line command is read to its end by keyboard at ${viewport.width} px before it can be approved`, async ({ page, rest, server }) => {
    await page.setViewportSize(viewport);
    const fae = await Agent.join(server, 'Fae');
    const task = await fae.task(rest, 'Write the report');
    const lines = Array.from({ length: 399 }, (_, n) => `echo "line ${n + 1} of the report" >> report.txt`);
    const script = [...lines, 'echo the last line; exit 7'].join('\n');
    const action = await fae.propose(task, { script, description: 'Writes a report and returns its last line.' });
    await page.goto(`/approvals/${action.approvalId}`);
    await arrived(page);
    await expect(approve(page)).toHaveAttribute('aria-disabled', 'true');
    const command = page.getByRole('region', { name: /Full command, 400 lines/ });
    expect(await command.locator('li').count()).toBe(400);
    await command.focus();
    const last = page.getByText('echo the last line; exit 7');
    await expect(async () => {
      await page.keyboard.press('PageDown');
      await expect(last).toBeInViewport({ timeout: 50 });
    }).toPass({ intervals: [50] });
    await expect(approve(page)).not.toHaveAttribute('aria-disabled', 'true');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(wide, 'nothing is sideways').toBe(false);
  });
}

test('a8: a last line that lies behind the decision has not been read', async ({ page, rest, server }) => {
  const fae = await Agent.join(server, 'Fae');
  const task = await fae.task(rest, 'Free some disk');
  const action = await fae.propose(task, { ...CLEAN, script: 'echo one\necho two\necho three\necho the end\n' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`/approvals?id=${action.approvalId}`);
  await arrived(page);
  // Moves the last line exactly behind the bar, then out of it.
  const last = page.getByText('echo the end');
  const bar = page.getByRole('region', { name: 'Decision' });
  const height = await page.evaluate(() => {
    const line = [...document.querySelectorAll('.command-lines > li')].at(-1)!.getBoundingClientRect();
    return Math.ceil(line.bottom + 30);
  });
  await page.setViewportSize({ width: 1440, height });
  await page.goto(`/approvals?id=${action.approvalId}`);
  await arrived(page);
  const [line, edge] = [(await last.boundingBox())!, (await bar.boundingBox())!];
  expect(line.y, 'the line lies behind the bar').toBeGreaterThan(edge.y);
  await expect(approve(page)).toHaveAttribute('aria-disabled', 'true');
  await last.evaluate((line) => line.scrollIntoView({ block: 'start' }));
  await expect(approve(page)).not.toHaveAttribute('aria-disabled', 'true');
});

test('t14: the file that a command runs stands on its card, is read to its end, and runs only as it was read', async ({ page, rest, server }) => {
  const fae = await Agent.join(server, 'Fae');
  const task = await fae.task(rest, 'Deploy the intranet');
  const place = path.join(server.workspace, 'site');
  mkdirSync(place, { recursive: true });
  const file = path.join(place, 'deploy.sh');
  const steps = Array.from({ length: 120 }, (_, n) => `echo "step ${n + 1}" >> steps.log`);
  writeFileSync(file, [...steps, 'echo deployed', ''].join('\n'));
  const asked = await fae.propose(task, { script: 'sh ./deploy.sh\n', cwd: 'site', description: 'Deploys the site and returns "deployed".' });
  await expect.poll(async () => (await fae.action(asked)).digest).not.toBe(asked.digest);
  const action = await fae.action(asked);
  await page.goto(`/approvals/${action.approvalId}`);
  const shown = actionCard(page, action);
  await expect(shown).toContainText('File it runs');
  await expect(shown).toContainText('121 lines');
  await arrived(page);
  await expect(approve(page)).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText('Read all 122 lines to approve').first()).toBeVisible();
  await page.getByText('echo deployed', { exact: true }).scrollIntoViewIfNeeded();
  await expect(approve(page)).not.toHaveAttribute('aria-disabled', 'true');
  await answer(approve(page));
  await fae.until(action, 'succeeded');

  // What it ran is what was read, and the address that asked without the file leads to the same card.
  writeFileSync(file, 'echo something else\n');
  await page.goto(`/approvals/${asked.approvalId}`);
  await expect(shown).toContainText('Approved by Ana');
  await expect(shown).toContainText('It was part of what was decided.');
  await expect(shown).not.toContainText('something else');
});

test('a7: a question is asked and answered without any request', async ({ page, rest, server }) => {
  const fae = await Agent.join(server, 'Fae');
  const task = await fae.task(rest, 'Free some disk');
  await page.goto(`/tasks/${task.id}`);
  await page.getByLabel('Message to Fae').fill('How full is it?');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('region', { name: 'Thread' })).toContainText('How full is it?');
  await fae.say(task, 'Ninety per cent.');
  await expect(page.getByRole('region', { name: 'Thread' })).toContainText('Ninety per cent.');
  expect(await rest.approvals()).toEqual([]);
});

test('a newcomer lets the Tour agent show them around, and its change is there', async ({ page, rest, server }) => {
  await rest.desktop();
  await page.goto('/');
  await page.getByRole('button', { name: /Tour agent/ }).click();
  await expect(page.getByRole('main')).toContainText('scripted');
  await expect(approve(page)).toBeVisible();
  await expect(page.getByText('High risk')).toHaveCount(0);
  await page.getByText(/Show all \d+ lines/).click();
  await page.getByText('cat hello-from-mission-control.md').scrollIntoViewIfNeeded();
  await answer(approve(page));
  await expect(page.getByRole('main')).toContainText('Matches what was described');
  const [task] = await rest.tasks();
  const file = path.join(server.workspace, 'tasks', String(task!.number), 'hello-from-mission-control.md');
  expect(readFileSync(file, 'utf8')).toContain('Mission Control');
  await rest.until(task!.id, 'review');
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('an action is read, rejected with a reason, and the next one approved, as plain forms', async ({ page, rest, server }) => {
    const fae = await Agent.join(server, 'Fae');
    const task = await fae.task(rest, 'Free some disk');
    const first = await fae.propose(task, CLEAN);
    await page.goto(`/approvals/${first.approvalId}`);
    await expect(page.getByRole('main')).toContainText('rm -rf ./cache');
    await page.getByText('Wrong time', { exact: true }).click();
    await reject(page).click();
    await fae.until(first, 'rejected');
    const second = await fae.propose(task, { ...CLEAN, script: 'echo smaller\n' });
    await page.goto(`/tasks/${task.id}`);
    await approve(page).click();
    await fae.until(second, 'succeeded');
    await page.goto(`/tasks/${task.id}`);
    await expect(actionCard(page, second)).toContainText('smaller');
  });
});
