import type { CDPSession, Page } from '@playwright/test';
import { makeDrafts } from '../stage/many.ts';
import { expect, test } from '../stage/test.ts';

/** How many cards: `BOARD_CARDS=100000 npm run measure` measures ten times as many. */
const CARDS = Number(process.env.BOARD_CARDS ?? 10_000);
/** Milliseconds until something is seen, that one task may take, and between two frames while a column is scrolled. */
const PAINT = CARDS > 10_000 ? 600 : 400;
const TASK = 50;
const FRAME = 20;
const TIMES = 7;
const EVENTS = 200;

const middle = (times: number[]) => times.toSorted((a, b) => a - b)[times.length >> 1]!;
const share = (times: number[], part: number) => times.toSorted((a, b) => a - b)[Math.floor(times.length * part)]!;
const tenths = (number: number) => Math.round(number * 10) / 10;

/** When something was seen first, and the longest task until the page was awake. */
async function visit(page: Page): Promise<[number, number]> {
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('data-live', 'live');
  await page.waitForTimeout(500);
  return page.evaluate(async () => {
    const tasks = await new Promise<PerformanceEntryList>((resolve) => {
      new PerformanceObserver((list) => resolve(list.getEntries())).observe({ type: 'longtask', buffered: true });
      setTimeout(() => resolve([]), 1_000);
    });
    const seen = performance.getEntriesByName('first-contentful-paint')[0]!.startTime;
    return [seen, Math.max(0, ...tasks.map((task) => task.duration))];
  });
}

/** Seconds that scripts, and the main thread at all, have taken so far. */
async function taken(devtools: CDPSession): Promise<[number, number]> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((metric) => metric.name === name)!.value;
  return [of('ScriptDuration'), of('TaskDuration')];
}

/** The times between the frames while the longest column is scrolled, in milliseconds. */
async function scroll(page: Page): Promise<number[]> {
  await page.locator('#cards-pending').hover();
  await page.evaluate(() => {
    const frames: number[] = [];
    let before = performance.now();
    const next = (now: number) => {
      frames.push(now - before);
      before = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    Object.assign(window, { frames });
  });
  for (let turn = 0; turn < 120; turn++) {
    await page.mouse.wheel(0, 240);
    await page.waitForTimeout(25);
  }
  return page.evaluate(() => (window as unknown as { frames: number[] }).frames.slice(2));
}

test(`a board of ${CARDS} cards @measure`, async ({ page, rest, server, context }) => {
  test.setTimeout(3_600_000);
  await makeDrafts(context, rest, server, CARDS);
  const visits: [number, number][] = [];
  for (let time = 0; time < TIMES; time++) visits.push(await visit(page));
  const [seen, longest] = [middle(visits.map((one) => one[0])), middle(visits.map((one) => one[1]))];
  console.log(`first paint ${Math.round(seen)} ms, longest task ${Math.round(longest)} ms`);

  const devtools = await context.newCDPSession(page);
  await devtools.send('Performance.enable');
  const before = await taken(devtools);
  for (let event = 0; event < EVENTS; event++) {
    await rest.createTask({ title: `Meanwhile ${event}`, content: 'true', run: false });
    await page.waitForTimeout(50);
  }
  const after = await taken(devtools);
  const each = (place: 0 | 1) => tenths(((after[place] - before[place]) * 1_000) / EVENTS);
  console.log(`one of ${EVENTS} events: ${each(0)} ms of script, ${each(1)} ms of the main thread, fetching and drawing included`);

  const frames = await scroll(page);
  console.log(`${frames.length} frames of scrolling: median ${tenths(middle(frames))} ms, p95 ${tenths(share(frames, 0.95))} ms`);
  expect(seen).toBeLessThanOrEqual(PAINT);
  expect(longest).toBeLessThanOrEqual(TASK);
  expect(share(frames, 0.95)).toBeLessThanOrEqual(FRAME);
});
