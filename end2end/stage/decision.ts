import { expect, type Locator, type Page } from '@playwright/test';

/** The two answers of the decision that is on screen. */
export function approve(page: Page): Locator {
  return page.getByRole('button', { name: /^Approve/ });
}

export function reject(page: Page): Locator {
  return page.getByRole('button', { name: /^Reject/ });
}

/**
 * Waits until a page takes clicks and keys as answers: it does not in its first half second in view, counted from when
 * its script is awake. The page's own clock says when that is over.
 */
export async function arrived(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-live', 'live');
  const awake = await page.evaluate(() => performance.now());
  await page.waitForFunction((awake) => performance.now() > awake + 600, awake);
}

/** Gives an answer as somebody does who has looked at the page first. */
export async function answer(button: Locator, how: 'click' | 'tap' = 'click'): Promise<void> {
  await arrived(button.page());
  await button[how]();
}
