import type { Browser, Page } from '@playwright/test';
import { approve, arrived } from '../stage/decision.ts';
import { furnish } from '../stage/pages.ts';
import type { Server } from '../stage/server.ts';
import { expect, test } from '../stage/test.ts';

/** From the click to the confirmation on the screen, in milliseconds. */
const CLICK = 100;
/** How long one task may keep the main thread on a processor of a quarter of the speed, in milliseconds. */
const TASK = 50;
const TIMES = 15;

const middle = (times: number[]) => times.toSorted((a, b) => a - b)[times.length >> 1]!;

/** Keeps when a button was pressed and when its confirmation was painted; a page that is loaded anew counts as well. */
async function watchAnswers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const now = () => performance.timeOrigin + performance.now();
    const keep = (name: string) => sessionStorage.setItem(name, String(now()));
    const look = () => {
      if (!sessionStorage.getItem('pressed') || sessionStorage.getItem('painted')) return;
      if (!document.querySelector('main')?.textContent?.includes('Approved by')) return;
      // The frame that shows it is over when the task after it runs.
      requestAnimationFrame(() => setTimeout(() => sessionStorage.getItem('painted') ?? keep('painted')));
    };
    addEventListener('click', () => keep('pressed'), { capture: true });
    new MutationObserver(look).observe(document, { childList: true, subtree: true });
  });
}

test('from a click to its confirmation @measure', async ({ page, rest }) => {
  const times: number[] = [];
  await watchAnswers(page);
  for (let time = 0; time < TIMES; time++) {
    const task = await rest.createTask({ title: `Restart printer ${time}`, content: 'echo restart', approveBeforeRun: true });
    await page.goto(`/approvals/${(await rest.approvalOf(task)).id}`);
    await arrived(page);
    await page.evaluate(() => sessionStorage.clear());
    await expect(approve(page)).not.toHaveAttribute('aria-disabled', 'true');
    await approve(page).click();
    await page.waitForFunction(() => sessionStorage.getItem('painted'));
    times.push(await page.evaluate(() => Number(sessionStorage.getItem('painted')) - Number(sessionStorage.getItem('pressed'))));
  }
  const [least, most] = [Math.min(...times), Math.max(...times)].map(Math.round);
  console.log(`click to confirmed: median ${Math.round(middle(times))} ms, ${least} to ${most} ms; budget ${CLICK} ms`);
  expect(middle(times)).toBeLessThanOrEqual(CLICK);
});

/** The longest task of a first visit until something is seen, and from then on: while the script wakes. */
async function longTasks(browser: Browser, server: Server, cookies: never[], path: string): Promise<[number, number]> {
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 } });
  await context.addCookies(cookies);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(path);
  await expect(page.locator('html')).toHaveAttribute('data-live', 'live');
  await page.waitForTimeout(1_000);
  const [laid, woken] = await page.evaluate(async () => {
    const tasks = await new Promise<PerformanceEntryList>((resolve) => {
      new PerformanceObserver((list) => resolve(list.getEntries())).observe({ type: 'longtask', buffered: true });
      setTimeout(() => resolve([]), 2_000);
    });
    const seen = performance.getEntriesByName('first-contentful-paint')[0]!.startTime;
    const longest = (part: PerformanceEntryList) => Math.max(0, ...part.map((task) => task.duration));
    return [longest(tasks.filter((task) => task.startTime < seen)), longest(tasks.filter((task) => task.startTime >= seen))];
  });
  await context.close();
  return [laid!, woken!];
}

test('long tasks of a first visit at a quarter of the speed @measure', async ({ browser, context, rest, server }) => {
  const { paths } = await furnish(rest, server);
  const cookies = (await context.cookies()) as never[];
  const over: string[] = [];
  console.log('longest task, ms       layout  waking');
  for (const name of ['board', 'approvals', 'approve', 'task, thread', 'task, files']) {
    const runs: [number, number][] = [];
    for (let time = 0; time < 3; time++) runs.push(await longTasks(browser, server, cookies, paths[name]!));
    const [laid, woken] = [middle(runs.map((run) => run[0])), middle(runs.map((run) => run[1]))];
    console.log(`${name.padEnd(22)} ${String(Math.round(laid)).padStart(6)} ${String(Math.round(woken)).padStart(7)}`);
    if (woken > TASK) over.push(`${name}: ${Math.round(woken)} ms`);
  }
  expect(over, `waking may take ${TASK} ms at a time`).toEqual([]);
});
