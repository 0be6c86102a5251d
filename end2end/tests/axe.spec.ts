import { AxeBuilder } from '@axe-core/playwright';
import type { Page, TestInfo } from '@playwright/test';
import { furnish } from '../stage/pages.ts';
import { expect, test } from '../stage/test.ts';

const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

async function noSeriousViolation(page: Page, name: string): Promise<void> {
  // A button that is between two colours is judged by the one it ends in.
  await page.evaluate(() => Promise.all(document.getAnimations()
    .filter((animation) => animation.effect?.getTiming().iterations !== Infinity)
    .map((animation) => animation.finished.catch(() => undefined))));
  const { violations, passes } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(passes.length, `axe looked at nothing on ${name}`).toBeGreaterThan(5);
  const serious = violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')}: ${node.failureSummary}`));
  expect.soft(serious, name).toEqual([]);
}

/** What was looked at stays with the results of the run, for a person to look at too. */
async function picture(page: Page, name: string, info: TestInfo): Promise<void> {
  await page.screenshot({ path: info.outputPath(`${name.replaceAll(/\W+/g, '-')}.png`), animations: 'disabled' });
}

for (const viewport of WIDTHS) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${viewport.width} px, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });
      // Twenty pages, each looked at as a whole.
      test.setTimeout(300_000);

      test('no page keeps anybody out', async ({ page, rest, browser, server }, info) => {
        const { paths } = await furnish(rest, server);
        for (const [name, address] of Object.entries(paths)) {
          await page.goto(address);
          await noSeriousViolation(page, name);
          await picture(page, name, info);
        }
        const stranger = await browser.newContext({ viewport, colorScheme, baseURL: server.url });
        const login = await stranger.newPage();
        await login.goto('/login');
        await noSeriousViolation(login, 'sign-in');
        await login.goto('/login?refused=wrong_password');
        await noSeriousViolation(login, 'sign-in, refused');
        await stranger.close();
      });

      test('nor does setup', async ({ page, server }) => {
        await page.goto(server.setupLink);
        await noSeriousViolation(page, 'setup');
      });
    });
  }
}
