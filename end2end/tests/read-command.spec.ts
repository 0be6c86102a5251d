import { Agent, actionCard } from '../stage/agent.ts';
import { approve, arrived, reject } from '../stage/decision.ts';
import { expect, test } from '../stage/test.ts';

test('a command that asks before it runs says what was read in it, and leads to the line', async ({ page, rest }) => {
  const content = ['cd /srv/app', ...Array.from({ length: 60 }, (_, at) => `echo "step ${at}"`), 'rm -rf ./cache', ''].join('\n');
  const task = await rest.createTask({ title: 'Empty the cache', content, approveBeforeRun: true });
  const approval = await rest.approvalOf(task);
  for (const address of [`/approvals/${approval.id}`, `/approvals?id=${approval.id}`, `/tasks/${task.id}`]) {
    await page.goto(address);
    const read = page.getByRole('region', { name: 'Read from the command' });
    await expect(read).toContainText('Deletes');
    await expect(read).toContainText('High risk');
    await expect(page.getByRole('main').getByText('High risk')).toHaveCount(1);
    await expect(page.locator('mark.fact-mark')).toHaveText('rm');
    await read.getByRole('link', { name: 'line 62' }).click();
    await expect(page.locator('#line-62')).toBeInViewport();
  }
});

test('a blank that cannot be seen is found on its own line', async ({ page, rest }) => {
  const task = await rest.createTask({ title: 'Odd blank', content: 'echo one\necho two\necho\u00a0three\n', approveBeforeRun: true });
  const approval = await rest.approvalOf(task);
  await page.goto(`/approvals/${approval.id}`);
  const fact = page.getByRole('region', { name: 'Read from the command' }).getByRole('listitem').filter({ hasText: 'beyond ASCII' });
  await expect(fact.getByRole('link', { name: 'line 3' })).toHaveAttribute('href', '#line-3');
});

for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
  test(`the page of a task begins at the card that waits, and the decision leaves it in view, at ${viewport.width} px`, async ({ page, rest, server }) => {
    await page.setViewportSize(viewport);
    const fae = await Agent.join(server, 'Fae');
    const task = await fae.task(rest, 'Free some disk');
    for (let n = 0; n < 12; n += 1) await fae.say(task, `Looked at directory ${n}.\n\nNothing there to delete.`);
    const script = Array.from({ length: 40 }, (_, n) => `echo ${n}`).join('\n');
    const action = await fae.propose(task, { script, description: 'Counts.' });
    await page.goto(`/tasks/${task.id}`);
    await arrived(page);
    const shown = actionCard(page, action);
    await expect(shown.locator('.target-name')).toBeInViewport({ ratio: 1 });
    await expect(shown.locator('.command-lines > li').first()).toBeInViewport({ ratio: 1 });
    await expect(reject(page)).toBeInViewport({ ratio: 1 });
    const [bar, first] = [(await shown.getByRole('region', { name: 'Decision' }).boundingBox())!, (await shown.locator('.command-lines > li').first().boundingBox())!];
    expect(bar.y, 'the decision is below the first line').toBeGreaterThanOrEqual(first.y + first.height);

    // Further up, where the card only just comes into view, no answer is offered.
    await page.evaluate(() => window.scrollTo(0, 0));
    const height = await shown.evaluate((card) => Math.ceil(card.getBoundingClientRect().top + 60));
    await page.setViewportSize({ width: viewport.width, height });
    await expect(reject(page)).not.toBeInViewport();
  });
}

test('on a phone the answers stay under the thumb while a long command is read, and Approve is held', async ({ page, rest }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const content = Array.from({ length: 120 }, (_, at) => `echo ${at + 1}`).join('\n');
  const task = await rest.createTask({ title: 'A long one', content, approveBeforeRun: true });
  const approval = await rest.approvalOf(task);
  await page.goto(`/approvals/${approval.id}`);
  await arrived(page);
  await page.locator('#line-60').scrollIntoViewIfNeeded();
  await expect(reject(page)).toBeInViewport({ ratio: 1 });
  await expect(approve(page)).toHaveAttribute('aria-disabled', 'true');
  await page.locator('#line-120').evaluate((line) => line.scrollIntoView({ block: 'center' }));
  await expect(approve(page)).not.toHaveAttribute('aria-disabled', 'true');
});

test('headings go down one level at a time where something is decided', async ({ page, rest, server }) => {
  const fae = await Agent.join(server, 'Fae');
  const prompt = await fae.task(rest, 'Free some disk');
  await fae.propose(prompt, { script: 'echo one\n', description: 'Says one.', env: { MODE: 'safe' } });
  const task = await rest.createTask({ title: 'Before it runs', content: 'echo two', approveBeforeRun: true });
  const approval = await rest.approvalOf(task);
  for (const address of [`/tasks/${prompt.id}`, `/tasks/${task.id}`, `/approvals/${approval.id}`, `/approvals?id=${approval.id}`, '/?q=nothing-like-this']) {
    await page.goto(address);
    const levels = await page.locator('h1, h2, h3, h4').evaluateAll((all) => all.filter((one) => !one.closest('dialog')).map((one) => Number(one.tagName[1])));
    expect(levels[0], address).toBe(1);
    levels.forEach((level, at) => at > 0 && expect(level - levels[at - 1]!, `${address}: ${levels}`).toBeLessThanOrEqual(1));
  }
});
