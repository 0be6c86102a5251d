import { Agent } from '../stage/agent.ts';
import { card } from '../stage/board.ts';
import { answer, approve } from '../stage/decision.ts';
import { expect, test } from '../stage/test.ts';

// The server is gone for a moment.
test.use({ consoleMayComplain: true });

test('what fell silent is said on the board and in the inbox until a person closes it', async ({ page, rest, server }) => {
  const fae = await Agent.join(server, 'Fae');
  const task = await fae.task(rest, 'Mind the queue');
  const action = await fae.propose(task, { script: 'touch began\nsleep 120\n', title: 'Drain the queue', description: 'Drains it.' });
  await page.goto(`/approvals/${action.approvalId}`);
  await answer(approve(page));
  await fae.until(action, 'running');

  // The machine goes down while it runs, and comes back without knowing how far it came.
  const port = server.port;
  await server.crash();
  await server.listen(port);
  await fae.until(action, 'outcome_unknown');

  await page.goto('/');
  const strip = page.locator('#waiting .banner').filter({ hasText: 'Outcome unknown.' });
  await expect(strip).toContainText('It may have run, in whole or in part.');
  await expect(card(page, 'Running', task.title)).toContainText('Outcome unknown: a person must close this');
  await page.goto('/approvals');
  await expect(page.locator('#unclosed')).toContainText('Outcome unknown.');
  await page.locator('#unclosed').getByRole('link', { name: `MC-${task.number}` }).click();
  const here = page.locator(`#action-${action.id}`);
  await expect(here).toBeInViewport();
  await here.getByRole('button', { name: 'It did not run' }).click();
  await expect(here).toContainText('it did not run');

  await page.goto('/');
  await expect(card(page, 'Running', task.title)).toBeVisible();
  await expect(page.getByText('Outcome unknown')).toHaveCount(0);
});

test('a command that fell silent is said on the board until a person has looked at the machine', async ({ page, rest, server }) => {
  const task = await rest.createTask({ title: 'Move the archive', content: 'touch began\nsleep 120\n' });
  await rest.until(task.id, 'running');
  const port = server.port;
  await server.crash();
  await server.listen(port);
  await rest.until(task.id, 'failed');

  await page.goto('/');
  const strip = page.locator('#waiting .banner').filter({ hasText: 'Outcome unknown.' });
  await expect(strip).toContainText('It may have run, in whole or in part.');
  const lost = card(page, 'Failed', task.title);
  await expect(lost).toContainText('Outcome unknown: a person must close this');
  await strip.getByRole('link', { name: `MC-${task.number}` }).click();
  const close = page.locator('#close');
  await expect(close).toBeInViewport();
  await expect(close).toContainText('It will not be run again by itself.');
  await close.getByRole('button', { name: 'It ran', exact: true }).click();
  await expect(page.getByText('Kept: it ran.')).toBeVisible();
  await expect(page.locator('#banners')).toContainText('Ana looked at the machine and says that the command ran');
  await expect(page.locator('#close')).toHaveCount(0);

  await page.goto('/');
  await expect(lost).toContainText('Ana looked at the machine: it ran');
  await expect(page.getByText('Outcome unknown')).toHaveCount(0);
});
