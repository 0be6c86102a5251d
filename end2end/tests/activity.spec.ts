import { answer, approve } from '../stage/decision.ts';
import { expect, test } from '../stage/test.ts';

const rows = 'tbody tr';

test('what happened is narrowed by filters that stand in the address, and leads to what it is about', async ({ page, rest }) => {
  const first = await rest.taskInReview('Count the boxes', 'echo counted');
  await rest.createTask({ title: 'Never asked', content: 'echo never', run: false });
  await page.goto(`/tasks/${first.id}`);
  await answer(approve(page));
  await rest.until(first.id, 'done');

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Activity' }).click();
  await expect(page.getByRole('heading', { name: 'Activity', level: 1 })).toBeVisible();
  const all = await page.locator(rows).count();
  expect(all).toBeGreaterThan(4);

  // A choice is sent as it is made, once the page's script is awake.
  await expect(page.locator('html')).toHaveAttribute('data-live', 'live');
  await page.getByLabel('Kind').selectOption({ label: 'Approvals' });
  await expect(page).toHaveURL(/[?&]kind=approval(&|$)/);
  await expect(page.locator(rows).filter({ hasText: 'Never asked' })).toHaveCount(0);
  const narrowed = await page.locator(rows).count();
  expect(narrowed).toBeGreaterThan(0);
  expect(narrowed).toBeLessThan(all);
  await page.reload();
  await expect(page.getByLabel('Kind')).toHaveValue('approval');
  await expect(page.locator(rows)).toHaveCount(narrowed);

  await page.getByLabel('Who, by name').fill('Nobody');
  await page.getByLabel('Who, by name').press('Enter');
  await expect(page).toHaveURL(/by=Nobody/);
  await expect(page.getByText('Nothing that happened fits the filter.')).toBeVisible();
  await page.goBack();
  await expect(page.locator(rows)).toHaveCount(narrowed);
  await page.getByRole('link', { name: 'Clear filter' }).click();
  await expect(page).toHaveURL(/\/activity$/);
  await expect(page.locator(rows).first()).toBeVisible();

  await page.locator(rows).filter({ hasText: 'Count the boxes' }).first().getByRole('link', { name: /Count the boxes|MC-1/ }).first().click();
  await expect(page).toHaveURL(new RegExp(`/tasks/${first.id}`));
});

test.describe('a refused page', () => {
  // The browser says so itself.
  test.use({ consoleMayComplain: true });

  test('an address that says no filter is refused in words, not shown as another list', async ({ page, ana: _ }) => {
    const answer = await page.goto('/activity?kind=weather');
    expect(answer!.status()).toBe(422);
    await expect(page.getByRole('main')).toContainText('It must be one that is offered');
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

  test('what happened is one tap away', async ({ page, ana: _ }) => {
    await page.goto('/');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Activity' }).tap();
    await expect(page).toHaveURL(/\/activity$/);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over).toBe(0);
  });
});
