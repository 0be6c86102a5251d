import type { Locator, Page } from '@playwright/test';
import { column } from '../stage/board.ts';
import { makeDrafts } from '../stage/many.ts';
import { watchForReloads } from '../stage/reloads.ts';
import { expect, test } from '../stage/test.ts';

/** Most cards that a page may hold: six columns of a part each. */
const MOST = 6 * 48;

async function live(page: Page): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
}

/** The list of a column, which scrolls. */
function list(page: Page, name: string): Locator {
  return page.locator(`#cards-${name}`);
}

/** The card of a task by its number, as far as it can be seen in its column. */
async function sees(page: Page, number: number): Promise<void> {
  const card = page.locator('.task-card').filter({ hasText: new RegExp(`MC-${number}(?!\\d)`) });
  await expect(card).toBeInViewport({ ratio: 0.9 });
}

test.describe('a column of thousands', () => {
  const COUNT = 2_000;
  test.setTimeout(300_000);

  test('it is scrolled to any card with few of them on the page, while others come in', async ({ page, rest, server, context }) => {
    await makeDrafts(context, rest, server, COUNT);
    await page.goto('/');
    await live(page);
    const stayed = watchForReloads(page);
    const pending = list(page, 'pending');
    const cards = pending.locator('.task-card');
    await expect(column(page, 'Pending').locator('.column-count')).toHaveText('2,000');
    await expect(cards).toHaveCount(12);
    await sees(page, COUNT);

    // To the middle, as with the scroll bar: shapes stand there until the cards come.
    await pending.evaluate((list) => (list.scrollTop = list.scrollHeight / 2));
    const middle = pending.locator('.task-card').nth(20);
    await expect(async () => {
      const shown = await pending.evaluate((list) => {
        const box = list.getBoundingClientRect();
        const here = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        return here?.closest('.task-card')?.querySelector('.mono')?.textContent ?? '';
      });
      const number = Number(shown.replace('MC-', ''));
      expect(number).toBeGreaterThan(COUNT / 2 - 60);
      expect(number).toBeLessThan(COUNT / 2 + 60);
    }).toPass();
    expect(await page.locator('.task-card').count()).toBeLessThanOrEqual(MOST);
    await expect(cards).toHaveCount(48);

    // A task is made meanwhile: it is counted, and nothing that is read moves.
    const name = await middle.getAttribute('id');
    const top = async () => page.locator(`#${name}`).evaluate((card) => Math.round(card.getBoundingClientRect().top));
    const before = await top();
    await rest.createTask({ title: 'While it is read', content: 'echo new', run: false });
    await expect(column(page, 'Pending').locator('.column-count')).toHaveText('2,001');
    expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(2);

    // The End key goes to the last card, and the keyboard stays in the column.
    await page.locator(`#${name} h3 a`).focus();
    await page.keyboard.press('End');
    await sees(page, 1);
    expect(await pending.evaluate((list) => list.contains(document.activeElement))).toBe(true);
    expect(await page.locator('.task-card').count()).toBeLessThanOrEqual(MOST);
    await page.keyboard.press('Home');
    await sees(page, COUNT + 1);

    // By the wheel, card after card.
    await pending.hover();
    for (let turn = 0; turn < 30; turn++) {
      await page.mouse.wheel(0, 600);
      await page.waitForTimeout(30);
    }
    await expect(async () => {
      const gap = await pending.evaluate((list) => {
        const box = list.getBoundingClientRect();
        const cards = [...list.querySelectorAll('.task-card')].map((card) => card.getBoundingClientRect());
        const covers = (y: number) => cards.some((card) => card.top <= y && card.bottom + 10 >= y);
        return [box.top + 20, box.top + box.height / 2, box.bottom - 20].filter((y) => !covers(y)).length;
      });
      expect(gap, 'places in view without a card').toBe(0);
    }).toPass();
    expect(await page.locator('.task-card').count()).toBeLessThanOrEqual(MOST);

    // The address says where the column is, so a reload shows the same place.
    const first = await cards.first().getAttribute('id');
    stayed();
    await page.reload();
    await live(page);
    await expect(page.locator(`#${first}`)).toBeInViewport();
  });

  test('it is walked by its links, with script and without', async ({ page, rest, server, context, browser }) => {
    await makeDrafts(context, rest, server, 130);
    await page.goto('/');
    await live(page);
    const stayed = watchForReloads(page);
    const pending = column(page, 'Pending');
    await pending.getByRole('link', { name: '118 more' }).focus();
    // Coming into view it brings along the cards that follow, and keeps the focus.
    await expect(pending.getByRole('link', { name: '82 more' })).toBeFocused();
    await page.keyboard.press('Enter');
    // The first card after those that were there has the focus.
    await expect(pending.getByRole('listitem').filter({ hasText: /MC-82(?!\d)/ }).getByRole('link')).toBeFocused();
    await sees(page, 82);
    expect(Number(new URL(page.url()).searchParams.get('pending'))).toBeGreaterThan(0);
    stayed();

    const options = { storageState: await context.storageState(), baseURL: server.url };
    const plainContext = await browser.newContext({ ...options, javaScriptEnabled: false });
    const plain = await plainContext.newPage();
    await plain.goto('/');
    const there = column(plain, 'Pending');
    await there.getByRole('link', { name: '118 more' }).click();
    await expect(there.getByRole('heading', { level: 3 })).toHaveCount(48);
    await expect(there).toContainText('MC-118');
    await there.getByRole('link', { name: '70 more' }).click();
    await there.getByRole('link', { name: '22 more' }).click();
    await expect(there).toContainText('MC-1');
    await expect(there.getByRole('link', { name: /more$/ })).toHaveCount(0);
    await there.getByRole('link', { name: '82 before these' }).click();
    await expect(there).toContainText('MC-96');
    await plainContext.close();
  });

  test('on a phone its parts take turns, and the page does not grow', async ({ page, rest, server, context }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await makeDrafts(context, rest, server, 130);
    await page.goto('/');
    await live(page);
    const pending = column(page, 'Pending');
    await pending.getByRole('link', { name: '118 more' }).click();
    await sees(page, 118);
    await expect(list(page, 'pending').locator('.task-card')).toHaveCount(48);
    await expect(page.locator('.column-gap:visible')).toHaveCount(0);
  });
});

test('what asks a person comes first in Pending, and what is filtered is in the address', async ({ page, rest }) => {
  const asks = await rest.createTask({ title: 'Restart the web servers', content: 'echo web-1', approveBeforeRun: true });
  await rest.createTask({ title: 'A prompt of Fern', type: 'prompt', content: 'Look.', externalAgent: 'Fern', run: false });
  await rest.createTask({ title: 'A draft', content: 'echo draft', run: false });
  await page.goto('/');
  await live(page);
  const titles = column(page, 'Pending').getByRole('heading', { level: 3 });
  await expect(titles).toHaveText([asks.title, 'A draft', 'A prompt of Fern']);
  await page.getByLabel('Agent', { exact: true }).selectOption('Fern');
  await expect(titles).toHaveText(['A prompt of Fern']);
  expect(new URL(page.url()).searchParams.get('agent')).toBe('Fern');
  await expect(page.getByText('1 task', { exact: true })).toBeVisible();
  await page.getByLabel('Age, since it was made').selectOption({ label: 'Older than 1 h' });
  await expect(page.getByRole('main')).toContainText('No task matches');
  await expect(page.getByRole('main')).toContainText('3 tasks are hidden by the filter.');
  await page.getByRole('link', { name: 'Clear filter' }).last().click();
  await expect(titles).toHaveCount(3);
});
