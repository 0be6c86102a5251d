import type { Page } from '@playwright/test';
import { card } from '../stage/board.ts';
import { answer, approve, reject } from '../stage/decision.ts';
import { expect, test } from '../stage/test.ts';

test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

const LONG_WORD = `/srv/${'averylongdirectoryname/'.repeat(12)}settings.conf`;

async function fits(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over, `${page.url()} scrolls sideways`).toBe(0);
}

async function isLarge(page: Page): Promise<void> {
  for (const button of [approve(page), reject(page)]) {
    const box = await button.boundingBox();
    expect(box!.height).toBeGreaterThanOrEqual(48);
    expect(box!.width).toBeGreaterThanOrEqual(48);
  }
}

test('a phone shows board, approvals and task, and decides with large buttons', async ({ page, rest }) => {
  const ran = await rest.taskInReview('Check where the settings are', `echo ${LONG_WORD}`);
  const asks = await rest.createTask({ title: 'Restart the print queue', content: `echo ${LONG_WORD}\n`, approveBeforeRun: true });
  const approval = await rest.approvalOf(asks);

  await page.goto('/');
  await fits(page);
  await page.getByRole('navigation', { name: 'Columns' }).getByRole('link', { name: /^Review/ }).tap();
  await expect(card(page, 'Review', ran.title)).toBeInViewport();

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Approvals' }).tap();
  await expect(page).toHaveURL(/\/approvals$/);
  await fits(page);
  await page.getByRole('listitem').filter({ hasText: asks.title }).getByRole('link', { name: asks.title }).tap();
  await expect(page).toHaveURL(new RegExp(`/approvals/${approval.id}$`));
  await fits(page);
  await expect(page.getByRole('region', { name: /^Full command/ })).toContainText('settings.conf');
  await isLarge(page);
  await approve(page).scrollIntoViewIfNeeded();
  await expect(approve(page)).not.toHaveAttribute('aria-disabled', 'true');
  await answer(approve(page), 'tap');
  await expect(page.getByRole('main')).toContainText('Approved by Ana');
  await fits(page);
  await rest.until(asks.id, 'review');

  for (const tab of ['output', 'logs', 'files']) {
    await page.goto(`/tasks/${ran.id}?tab=${tab}`);
    await fits(page);
    await isLarge(page);
  }
  await page.getByLabel('Feedback').fill('Not there');
  await answer(reject(page), 'tap');
  await expect(page.getByText('Rejected. MC-1 is Failed.')).toBeVisible();
  await fits(page);
});

test('no page scrolls sideways on a phone', async ({ page, rest }) => {
  const task = await rest.taskInReview(`Look at ${'a-name-without-spaces-'.repeat(6)}`, `echo ${LONG_WORD}`);
  const paths = [
    '/', '/approvals', '/approvals?tab=history', '/tasks/new', `/tasks/${task.id}`, '/settings/mission-control/task-approval',
    '/settings/keys', '/settings/desktops', '/settings/profile', '/help',
  ];
  for (const path of paths) {
    await page.goto(path);
    await fits(page);
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a phone in ${colorScheme}: what is decided and the buttons share the screen`, async ({ page, rest }, info) => {
    await page.emulateMedia({ colorScheme });
    const task = await rest.taskInReview('Rotate the access log', 'echo rotated');
    const approval = await rest.approvalOf(task);
    const light = (name: string) =>
      page.locator('html').evaluate((root, name) => {
        const canvas = document.createElement('canvas').getContext('2d')!;
        canvas.fillStyle = getComputedStyle(root).getPropertyValue(name);
        canvas.fillRect(0, 0, 1, 1);
        return canvas.getImageData(0, 0, 1, 1).data.slice(0, 3).reduce((sum, part) => sum + part, 0) / 3;
      }, name);
    for (const [name, path] of [['board', '/'], ['approvals', '/approvals'], ['task', `/tasks/${task.id}`], ['approve', `/approvals/${approval.id}`]] as const) {
      await page.goto(path);
      const [back, text] = [await light('background-color'), await light('color')];
      if (colorScheme === 'light') expect(back).toBeGreaterThan(text + 100);
      else expect(text).toBeGreaterThan(back + 100);
      await info.attach(`${name}-390-${colorScheme}`, { body: await page.screenshot(), contentType: 'image/png' });
    }
    await page.goto(`/tasks/${task.id}`);
    await expect(page.getByRole('heading', { name: task.title, level: 1 })).toBeInViewport();
    await expect(approve(page)).toBeInViewport({ ratio: 1 });
    await expect(reject(page)).toBeInViewport({ ratio: 1 });
  });
}
