import { card } from '../stage/board.ts';
import { answer, approve, reject } from '../stage/decision.ts';
import { expect, test } from '../stage/test.ts';

test('a chain is released one approval at a time, and a rejection ends what waits behind it', async ({ page, rest }) => {
  const build = await rest.taskInReview('Build the image', 'echo built');

  await page.goto('/tasks/new');
  await page.getByLabel('Title').fill('Deploy to staging');
  await page.getByRole('textbox', { name: 'Command', exact: true }).fill('echo deployed');
  await page.getByRole('combobox', { name: 'Depends on' }).fill('build');
  await page.getByRole('option', { name: /MC-1 Build the image/ }).click();
  await expect(page.locator('.tokens .token')).toContainText('MC-1');
  await page.getByRole('button', { name: 'Create task' }).click();
  await expect(page.getByRole('main')).toContainText('It waits for MC-1.');
  const deploy = (await rest.tasks()).find((task) => task.number === 2)!;
  const announce = await rest.createTask({ title: 'Announce it', content: 'echo announced', dependsOn: [deploy.id] });

  await page.goto('/');
  await expect(card(page, 'Review', build.title)).toContainText('holds 2 tasks');
  await expect(card(page, 'Pending', deploy.title)).toContainText('blocked by MC-1');
  await expect(card(page, 'Pending', announce.title)).toContainText('blocked by MC-2');

  await card(page, 'Pending', deploy.title).getByRole('link', { name: 'MC-1' }).click();
  await expect(page.getByRole('heading', { name: build.title, level: 1 })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Task facts' })).toContainText('Waits behind this');
  await answer(approve(page));
  await expect(page.getByText('Approved. MC-1 is Done.')).toBeVisible();

  await rest.until(deploy.id, 'review');
  expect((await rest.task(announce.id)).status).toBe('pending');
  await page.goto(`/tasks/${deploy.id}`);
  await answer(reject(page));
  await expect(page.getByText('Rejected. MC-2 is Failed.')).toBeVisible();

  await rest.until(announce.id, 'failed');
  await page.goto('/');
  await expect(card(page, 'Failed', announce.title)).toContainText('It waited for MC-2, which is Failed. It did not start.');
  await card(page, 'Failed', announce.title).getByRole('link', { name: announce.title }).click();
  await expect(page.getByRole('main')).toContainText('See MC-2.');
  expect(await rest.task(announce.id)).toMatchObject({ failure: { code: 'dependency_failed' }, output: null });
});

test('a command chained to a prompt starts only after the agent\'s work was approved', async ({ page, rest, server, playwright }) => {
  const write = await rest.createTask({ type: 'prompt', title: 'Write the script', content: 'Write it', externalAgent: 'Fern' });
  const run = await rest.createTask({ title: 'Run the script', content: 'echo ran', dependsOn: [write.id] });
  const key = await server.command(['key', 'add', 'Fern', '--for', 'Ana', '--scopes', 'propose']);
  const fern = await playwright.request.newContext({ extraHTTPHeaders: { 'x-api-key': key } });
  const report = { outcome: 'succeeded', output: 'I wrote deploy.sh.' };
  const finished = await fern.post(`${server.url}/api/mission-control/tasks/${write.id}/finish`, { data: report });
  expect(finished.ok(), await finished.text()).toBe(true);
  await fern.dispose();

  await page.goto(`/tasks/${write.id}?tab=output`);
  await expect(page.getByText('Written by the agent, not checked')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Output' })).toContainText('I wrote deploy.sh.');
  expect((await rest.task(run.id)).status).toBe('pending');
  await answer(approve(page));
  await expect(page.getByText('Approved. MC-1 is Done.')).toBeVisible();
  const ran = await rest.until(run.id, 'review');
  expect(ran.output).toContain('ran');
});

test('the tasks around one are drawn, and a phone lists them', async ({ page, rest }) => {
  const draft = (title: string, dependsOn: string[] = []) => rest.createTask({ title, content: 'true', run: false, dependsOn });
  const build = await draft('Build the image');
  const check = await draft('Test the image', [build.id]);
  const deploy = await draft('Deploy the image', [check.id]);
  for (let number = 0; number < 9; number += 1) await draft(`Announce it ${number}`, [deploy.id]);

  await page.goto(`/tasks/${deploy.id}`);
  const section = page.getByRole('region', { name: 'Dependencies' });
  await expect(section).toContainText('It comes after 2 tasks, none of them Done. 9 tasks come after it.');
  const drawing = section.locator('svg.graph');
  await expect(drawing).toBeVisible();
  await expect(drawing.locator('a')).toHaveCount(7);
  await expect(drawing.locator('[data-current]')).toContainText('MC-3');
  await expect(drawing).toContainText('and 4 more');
  await drawing.locator('a').filter({ hasText: 'MC-1' }).click();
  await expect(page.getByRole('heading', { name: build.title, level: 1 })).toBeVisible();

  // With keys one goes through the list, which comes into view.
  const link = section.getByRole('listitem').getByRole('link', { name: /MC-2/ });
  await link.focus();
  expect((await link.boundingBox())!.height).toBeGreaterThanOrEqual(24);

  await page.setViewportSize({ width: 390, height: 844 });
  await expect(drawing).toBeHidden();
  await expect(link).toBeVisible();
  expect((await link.boundingBox())!.height).toBeGreaterThanOrEqual(44);
  await link.click();
  await expect(page.getByRole('heading', { name: check.title, level: 1 })).toBeVisible();
  const blocker = page.getByRole('complementary', { name: 'Task facts' }).getByRole('link', { name: 'MC-1' });
  expect((await blocker.boundingBox())!.height).toBeGreaterThanOrEqual(24);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over).toBe(0);
});
