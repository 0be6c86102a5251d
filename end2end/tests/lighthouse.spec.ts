import { chromium as playwright } from '@playwright/test';
import { createServer, type AddressInfo } from 'node:net';
import { chromium } from '../stage/chromium.ts';
import { furnish } from '../stage/pages.ts';
import { expect, test } from '../stage/test.ts';

const LEAST = 95;
const PAGES = ['board', 'approvals', 'approve', 'task, thread'];
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];

/** A port that is free now. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

test('Lighthouse on the pages where people decide @measure', async ({ context, rest, server }) => {
  // Its own package is large, so the journeys do not load it.
  const { default: lighthouse } = await import('lighthouse');
  const { paths } = await furnish(rest, server);
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const port = await freePort();
  const { args = [], ...options } = chromium();
  const browser = await playwright.launch({ ...options, args: [...args, `--remote-debugging-port=${port}`] });
  const under: string[] = [];
  console.log(`${'page'.padEnd(16)}${CATEGORIES.map((name) => name.padStart(16)).join('')}`);
  for (const page of PAGES) {
    const result = await lighthouse(`${server.url}${paths[page]}`, {
      port,
      logLevel: 'error',
      onlyCategories: CATEGORIES,
      extraHeaders: { Cookie: cookie },
    });
    const found = result!.lhr;
    expect(new URL(found.finalDisplayedUrl).pathname, 'the page itself was measured').toBe(paths[page]!.split('?')[0]);
    const scores = CATEGORIES.map((name) => Math.round((found.categories[name]?.score ?? 0) * 100));
    console.log(`${page.padEnd(16)}${scores.map((score) => String(score).padStart(16)).join('')}`);
    scores.forEach((score, at) => score < LEAST && under.push(`${page}: ${CATEGORIES[at]} ${score}`));
  }
  await browser.close();
  expect(under, `each is at least ${LEAST}`).toEqual([]);
});
