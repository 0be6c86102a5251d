import { expect, type Page } from '@playwright/test';

/** Counts how often a page is loaded from now on; the answer fails the test if it was at all. */
export function watchForReloads(page: Page): () => void {
  let loads = 0;
  page.on('load', () => (loads += 1));
  return () => expect(loads, 'the page was loaded again').toBe(0);
}
