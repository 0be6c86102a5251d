import type { Page } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeRepository } from '../stage/repository.ts';
import { arrived } from '../stage/decision.ts';
import { expect, test } from '../stage/test.ts';

const BIDI = '\u202E';
const ZERO_WIDTH = '\u200B';
const C1 = '\u009B';
/** None of these may stand in a page's text, attributes or title. */
const RAW = ['\u202E', '\u202A', '\u2066', '\u200B', '\u200E', '\u009B', '\u001B', '\u0007'];

async function nothingRaw(page: Page): Promise<void> {
  const text = await page.evaluate(() => {
    const fields = [...document.querySelectorAll('input, textarea')] as HTMLInputElement[];
    return document.documentElement.outerHTML + document.title + fields.map((field) => field.value).join('\n');
  });
  for (const character of RAW) {
    const at = text.indexOf(character);
    const around = JSON.stringify(text.slice(Math.max(0, at - 60), at + 20));
    expect(at, `${page.url()} holds U+${character.codePointAt(0)!.toString(16)} in ${around}`).toBe(-1);
  }
}

test('what cannot be seen in a title, output or file name is shown as marks, everywhere', async ({ page, rest, server }) => {
  await makeRepository(path.join(server.workspace, 'shop'), { 'plain.txt': 'one\n' });
  const script = path.join(server.workspace, 'print.sh');
  await writeFile(
    script,
    [
      `printf 'pay${BIDI}fdp.exe\\n'`,
      `printf 'zero${ZERO_WIDTH}width\\n'`,
      String.raw`printf '\033[31mred\033[0m and a bell \007 and an escape \033\n'`,
      `printf 'two\\n' > 'invoice${BIDI}txt.sh'`,
      `printf 'th${ZERO_WIDTH}ree\\n' >> plain.txt`,
    ].join('\n'),
  );
  const title = `Pay${ZERO_WIDTH}ment run${C1}31m`;
  const task = await rest.taskInReview(title, `sh ${script}`, { cwd: 'shop' });
  const approval = await rest.approvalOf(task);
  const marked = /Pay\\u\{200B\}.*ment run\\u\{9B\}/;

  await page.goto('/');
  await expect(page.getByRole('region', { name: 'Review', exact: true })).toContainText(marked);
  await nothingRaw(page);

  await page.goto(`/tasks/${task.id}?tab=output`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(marked);
  await expect(page.getByRole('heading', { level: 1 }).locator('.hidden-char').first()).toHaveAttribute('title', 'zero width space');
  await expect(page).toHaveTitle(/Pay\\u\{200B\}ment run\\u\{9B\}31m/);
  const output = page.getByRole('region', { name: 'Output' });
  await expect(output).toContainText(/pay\\u\{202E\}.*fdp\.exe/);
  await expect(output).toContainText(/zero\\u\{200B\}.*width/);
  await expect(output).toContainText('red and a bell ');
  await expect(output).toContainText(/bell \\u\{7\}.* and an escape \\u\{1B\}/);
  await expect(output.locator('.ansi-red')).toHaveText('red');
  await nothingRaw(page);

  await page.goto(`/tasks/${task.id}?tab=logs`);
  await expect(page.getByRole('region', { name: 'Log', exact: true })).toContainText(/pay\\u\{202E\}.*fdp\.exe/);
  await nothingRaw(page);

  await page.goto(`/tasks/${task.id}?tab=files`);
  await expect(page.getByRole('region', { name: 'Files changed' })).toContainText(/invoice\\u\{202E\}.*txt\.sh/);
  await expect(page.getByRole('row').filter({ hasText: 'ree' })).toContainText(/th\\u\{200B\}.*ree/);
  await nothingRaw(page);

  for (const address of ['/approvals', `/approvals/${approval.id}`]) {
    await page.goto(address);
    await expect(page.getByRole('main')).toContainText(marked);
    await nothingRaw(page);
  }
  // A task that others can wait for, while it is offered and once it was taken.
  await page.goto('/tasks/new');
  await arrived(page);
  await page.getByRole('combobox', { name: 'Depends on' }).fill('MC-1');
  await expect(page.getByRole('listbox', { name: 'Tasks' }).getByRole('option').first()).toContainText(marked);
  await nothingRaw(page);
  await page.getByRole('listbox', { name: 'Tasks' }).getByRole('option').first().click();
  await expect(page.locator('.tokens .token')).toContainText('\\u{200B}');
  await nothingRaw(page);

  await rest.review(task, 'reject', `Not${BIDI} this${ZERO_WIDTH} one`);
  const noted = /Not\\u\{202E\}.* this\\u\{200B\}.* one/;
  await page.goto('/');
  await expect(page.getByRole('region', { name: 'Failed', exact: true })).toContainText(noted);
  await nothingRaw(page);
  await page.goto('/approvals?tab=history');
  await expect(page.getByRole('main')).toContainText(noted);
  await nothingRaw(page);
  await page.goto(`/tasks/${task.id}`);
  await expect(page.getByRole('main')).toContainText(noted);
  await nothingRaw(page);
  await page.goto(`/tasks/new?retry=${task.id}`);
  await expect(page.getByRole('main')).toContainText(noted);
  await expect(page.getByLabel('Title')).toHaveValue(/Pay\\u\{200B\}ment/);
  await nothingRaw(page);
});

test('what an agent is told and what it says is marked in the thread', async ({ page, rest }) => {
  const prompt = `Summarise${ZERO_WIDTH} the report`;
  const task = await rest.createTask({ type: 'prompt', title: 'Summary', content: prompt, externalAgent: `Fe${ZERO_WIDTH}rn` });
  await rest.call('POST', `/tasks/${task.id}/messages`, { text: `Mind ${BIDI}the gap` });
  await page.goto(`/tasks/${task.id}`);
  const thread = page.getByRole('region', { name: 'Thread' });
  await expect(thread).toContainText(/Summarise\\u\{200B\}.* the report/);
  await expect(thread).toContainText(/Mind \\u\{202E\}.*the gap/);
  await nothingRaw(page);
});

test('a title or command whose characters would read in another order is refused', async ({ page, rest }) => {
  await rest.desktop();
  await page.goto('/tasks/new');
  await page.getByRole('textbox', { name: 'Command', exact: true }).fill(`echo ${BIDI}cod.exe`);
  await page.getByRole('button', { name: 'Create task' }).click();
  await expect(page.getByRole('alert')).toContainText('would read in another order than it runs.');
  await expect(page.getByRole('alert')).toContainText('\\u{202E}');
  await page.getByLabel('Title').fill(`Pay ${BIDI}fdp.exe`);
  await page.getByRole('textbox', { name: 'Command', exact: true }).fill('echo plain');
  await page.getByRole('button', { name: 'Create task' }).click();
  await expect(page.getByRole('alert')).toContainText('The title would read in another order');
  expect(await rest.tasks()).toEqual([]);
});

test('a look-alike and a zero-width character in a command are marked where it is approved', async ({ page, rest }) => {
  const content = `rm -rf /srv/\u0430pp${ZERO_WIDTH}/cache`;
  const task = await rest.createTask({ title: 'Clear the cache', content, approveBeforeRun: true });
  const approval = await rest.approvalOf(task);
  for (const address of [`/approvals/${approval.id}`, '/approvals', `/tasks/${task.id}`]) {
    await page.goto(address);
    const command = page.getByRole('region', { name: /^Full command/ });
    await expect(command.locator('.hidden-char', { hasText: 'zero width space' })).toBeVisible();
    await expect(command.locator('.hidden-char', { hasText: 'looks like a' })).toBeVisible();
    await nothingRaw(page);
  }
});
