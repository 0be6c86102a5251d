import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { watchForReloads } from '../stage/reloads.ts';
import { expect, test } from '../stage/test.ts';

test('colours, progress and links of a terminal are shown as people read them', async ({ page, rest, server }) => {
  const script = path.join(server.workspace, 'print.sh');
  await writeFile(
    script,
    [
      String.raw`printf '\033[1;31mred\033[0m and \033[8;30;40mconcealed\033[0m\n'`,
      String.raw`printf ' 3%%\r 40%%\r100%%\r\n'`,
      String.raw`printf '\033]8;;https://evil.example\033\\link\033]8;;\033\\ \033]0;title\007\n'`,
      String.raw`printf '\033]0;never ended\nnext\n'`,
    ].join('\n'),
  );
  const task = await rest.taskInReview('Print in colours', `sh ${script}`);
  const reds = new Set<string>();
  for (const [tab, region] of [['output', 'Output'], ['logs', 'Log']] as const) {
    await page.goto(`/tasks/${task.id}?tab=${tab}`);
    const shown = page.getByRole('region', { name: region, exact: true });
    const red = shown.locator('.ansi-bold.ansi-red');
    await expect(red).toHaveText('red');
    reds.add(await red.evaluate((element) => getComputedStyle(element).color));
    expect(await shown.evaluate((element) => getComputedStyle(element).color)).not.toBe([...reds][0]);
    const concealed = shown.getByText('concealed');
    await expect(concealed).toBeVisible();
    const [text, ground] = await concealed.evaluate((element) => {
      const style = getComputedStyle(element);
      return [style.color, style.backgroundColor];
    });
    expect(text).not.toBe(ground);
    await expect(shown).toContainText('100%');
    await expect(shown).not.toContainText('40%');
    await expect(shown.getByRole('link', { name: 'link' })).toHaveCount(0);
    await expect(shown).toContainText('link');
    await expect(shown).not.toContainText('evil.example');
    await expect(shown).toContainText('never ended');
    await expect(shown).toContainText('next');
    expect(await shown.locator('[style]').count()).toBe(0);
  }
  expect(reds.size).toBe(1);
  await expect(page.getByRole('main')).toContainText('3 terminal sequences taken out, 1 line was written over');
});

test('a log is searched whole, and what is found can be gone through', async ({ page, rest }) => {
  const content = 'for n in $(seq 1 3000); do echo "line $n."; done; echo "line 42. of stderr" >&2';
  const task = await rest.taskInReview('Count to three thousand', content);
  await page.goto(`/tasks/${task.id}?tab=logs`);
  const log = page.getByRole('region', { name: 'Log', exact: true });
  await expect(log.locator('li')).toHaveCount(1001);
  await page.getByRole('searchbox', { name: 'Search the log' }).fill('LINE 42.');
  await page.getByRole('searchbox', { name: 'Search the log' }).press('Enter');
  const found = page.locator('#log-found');
  await expect(found).toHaveText('1 of 2 lines');
  const first = log.locator('li[aria-current]');
  await expect(first.locator('mark')).toHaveText('line 42.');
  await expect(first.locator('.log-number')).toHaveText('42');
  await expect(first).toBeInViewport();
  await page.getByRole('link', { name: 'Next', exact: true }).click();
  await expect(found).toHaveText('2 of 2 lines');
  await expect(log.locator('li[aria-current]')).toContainText('of stderr');
  await expect(log.locator('li[aria-current]')).toBeInViewport();
  await expect(page.getByRole('link', { name: 'Next', exact: true })).toHaveCount(0);
  await page.getByRole('link', { name: 'Previous', exact: true }).click();
  await expect(found).toHaveText('1 of 2 lines');

  await page.goto(`/tasks/${task.id}?tab=logs&stream=stderr`);
  await expect(log.locator('li')).toHaveCount(1);
  await page.goto(`/tasks/${task.id}?tab=logs&q=nowhere`);
  await expect(found).toHaveText('No line holds it');

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toBe('output.txt');
});

test('the search needs no script', async ({ rest, browser, context, server }) => {
  const task = await rest.taskInReview('Print two lines', 'echo one; echo two');
  const plain = await browser.newContext({ javaScriptEnabled: false, baseURL: server.url, storageState: await context.storageState() });
  const page = await plain.newPage();
  await page.goto(`/tasks/${task.id}?tab=logs`);
  await expect(page.getByLabel('Follow')).toBeHidden();
  await page.getByRole('searchbox', { name: 'Search the log' }).fill('TWO');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page.locator('#log-found')).toHaveText('1 of 1 line');
  await expect(page.locator('#match')).toHaveText('two');
  await plain.close();
});

test('a growing log stays at its end until its reader scrolls up', async ({ page, rest, server }) => {
  await mkdir(path.join(server.workspace, 'waits'));
  const wait = (file: string) => `while [ ! -e ${file} ]; do sleep 0.1; done`;
  const count = (from: number, to: number) => `seq ${from} ${to}`;
  const content = [count(1, 200), wait('one'), count(201, 400), wait('two'), count(401, 600), wait('three')].join('; ');
  const task = await rest.createTask({ title: 'Counts in steps', content, cwd: 'waits' });
  await rest.until(task.id, 'running');
  await page.goto(`/tasks/${task.id}?tab=logs`);
  const stayed = watchForReloads(page);
  const log = page.getByRole('region', { name: 'Log', exact: true });
  const line = (number: number) => log.locator(`#l${number}`);
  const top = () => log.evaluate((element) => element.scrollTop);
  const isAtEnd = () => log.evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop <= 1);
  await expect(page.getByLabel('Follow')).toBeChecked();
  await expect(line(200)).toHaveCount(1);
  await expect.poll(isAtEnd).toBe(true);

  await writeFile(path.join(server.workspace, 'waits', 'one'), '');
  await expect(line(400)).toHaveCount(1);
  await expect.poll(isAtEnd).toBe(true);

  await log.evaluate((element) => element.scrollTo(0, 400));
  await expect(page.getByLabel('Follow')).not.toBeChecked();
  const before = await top();
  await writeFile(path.join(server.workspace, 'waits', 'two'), '');
  await expect(line(600)).toHaveCount(1);
  expect(await top()).toBe(before);

  await page.getByLabel('Follow').check();
  await expect.poll(isAtEnd).toBe(true);
  await writeFile(path.join(server.workspace, 'waits', 'three'), '');
  await rest.until(task.id, 'review');
  stayed();
});
