import type { Page } from '@playwright/test';
import { answer, approve } from '../stage/decision.ts';
import { Release } from '../stage/release.ts';
import { expect, test } from '../stage/test.ts';

test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

/** Waits until the service worker stands between the page and the server. */
async function kept(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

/** The paths of everything the service worker keeps. */
async function keeps(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
    }
    return found;
  });
}

test('a phone can install it: name, start, icons', async ({ page, rest: _, request }) => {
  await page.goto('/approvals');
  const browser = await page.context().newCDPSession(page);
  const { data, errors } = await browser.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data!);
  expect(manifest).toMatchObject({ name: 'Mission Control', start_url: '/approvals', scope: '/', display: 'standalone' });
  for (const { src, sizes } of manifest.icons as { src: string; sizes: string }[]) {
    const icon = await (await request.get(src)).body();
    if (src.endsWith('.svg')) continue;
    expect(`${icon.readUInt32BE(16)}x${icon.readUInt32BE(20)}`, src).toBe(sizes);
    expect(icon.length, src).toBeLessThan(16_000);
  }
  const purposes = manifest.icons.map((icon: { purpose?: string; sizes: string }) => `${icon.sizes} ${icon.purpose ?? 'any'}`);
  for (const needed of ['192x192 any', '512x512 any', '192x192 maskable', '512x512 maskable']) expect(purposes).toContain(needed);
  const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors');
  // A test's browser keeps nothing, which is the one thing it has against installing.
  expect(installabilityErrors.map((error) => error.errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    const bar = page.locator(`meta[name="theme-color"][media*="${scheme}"]`);
    const colour = await page.locator('.topbar').evaluate((bar) => getComputedStyle(bar).backgroundColor);
    const [red, green, blue] = colour.match(/\d+/g)!.map((part) => Number(part).toString(16).padStart(2, '0'));
    await expect(bar).toHaveAttribute('content', `#${red}${green}${blue}`);
  }
});

test.describe('without the server', () => {
  // A browser writes each failed connection to its console.
  test.use({ consoleMayComplain: true });

  test('every address says so, nothing is shown as if it were so, and it goes on', async ({ page, rest, server }) => {
    const task = await rest.taskInReview('Rotate the access log', 'echo rotated');
    const approval = await rest.approvalOf(task);
    const port = server.port;
    await page.goto('/approvals');
    await kept(page);
    for (const path of ['/approvals', `/approvals/${approval.id}`, '/']) await page.goto(path);
    await server.stop();
    for (const path of ['/approvals', `/approvals/${approval.id}`, '/', '/never-seen']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { name: 'Not connected.' })).toBeVisible();
      await expect(page.getByRole('main')).toContainText('Nothing can be decided without the server.');
      await expect(page.getByText(task.title)).toHaveCount(0);
      await expect(page.getByRole('button')).toHaveCount(0);
    }
    await page.goto(`/approvals/${approval.id}`);
    await server.listen(port);
    await page.getByRole('link', { name: 'Try again' }).tap();
    await expect(page).toHaveURL(new RegExp(`/approvals/${approval.id}$`));
    await expect(page.getByRole('heading', { name: task.title })).toBeVisible();
    await answer(approve(page), 'tap');
    await rest.until(task.id, 'done');
  });

  test('a decision is neither kept nor answered here', async ({ page, rest, server }) => {
    const task = await rest.taskInReview('Rotate the access log', 'echo rotated');
    const approval = await rest.approvalOf(task);
    const port = server.port;
    await page.goto(`/approvals/${approval.id}`);
    await kept(page);
    // The page as a browser without script has it: nothing turns the buttons off.
    await server.stop();
    const failed = page.waitForEvent('requestfailed', (request) => request.method() === 'POST');
    await approve(page).evaluate((button: HTMLButtonElement) => {
      const form = button.form!;
      form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: button.name, value: button.value }));
      form.submit();
    });
    expect((await failed).url()).toContain('/forms/');
    await expect(page.getByText(task.title)).toHaveCount(0);
    await page.goto('about:blank');
    await server.listen(port);
    expect((await rest.task(task.id)).status).toBe('review');
    await page.goto('/approvals');
    await kept(page);
    for (const path of await keeps(page)) expect(path).toMatch(/^\/(pkg\/|favicon\.svg$|icon-192\.png$|badge-96\.png$)/);
  });
});

test.describe('from release to release', () => {
  // Files of the release before are asked for, and are gone.
  test.use({ consoleMayComplain: true });

  test('a release keeps its own files and nothing else, and the next one takes over', async ({ page, rest, server }, info) => {
    await rest.taskInReview('Rotate the access log', 'echo rotated');
    const release = new Release(server);
    await release.listen();
    try {
      await page.goto(`${release.url}/approvals`);
      await page.evaluate(async () => (await caches.open('shell-older')).put('/pkg/older/mission-control.css', new Response('')));
      await kept(page);
      const names = ['.css', '.js', '_bg.wasm'].map((end) => `mission-control${end}`);
      const files = (hash: string) => [...names.map((name) => `/pkg/${hash}/${name}`), '/favicon.svg'].sort();
      const ours = async () => (await keeps(page)).filter((path) => !path.endsWith('.png')).sort();
      await expect.poll(ours).toEqual(expect.arrayContaining(files('first').slice(1)));
      await page.goto(`${release.url}/`);
      release.asked = [];
      await page.goto(`${release.url}/approvals`);
      await expect(page.getByRole('link', { name: 'Rotate the access log' })).toBeVisible();
      expect(release.asked).toContain('/approvals');
      expect(release.asked.filter((path) => /^\/pkg\/.*mission-control/.test(path))).toEqual([]);

      release.hash = 'second';
      await page.goto(`${release.url}/approvals`);
      await expect.poll(() => page.evaluate(() => caches.keys())).toEqual(['shell-second']);
      await expect.poll(ours).toEqual(expect.arrayContaining(files('second').slice(1)));
      expect((await keeps(page)).filter((path) => /first|older/.test(path))).toEqual([]);
      expect(await page.evaluate(() => fetch('/pkg/first/mission-control.css', { cache: 'reload' }).then((answer) => answer.status))).toBe(404);

      await release.close();
      await page.goto(`${release.url}/approvals`);
      await expect(page.getByRole('heading', { name: 'Not connected.' })).toBeVisible();
      const drawn = await page.getByRole('link', { name: 'Try again' }).evaluate((link) => getComputedStyle(link).backgroundColor);
      expect(drawn, 'it is drawn as every page is').not.toBe('rgba(0, 0, 0, 0)');
      await info.attach('not-connected-390', { body: await page.screenshot(), contentType: 'image/png' });
      await release.listen(Number(new URL(release.url).port));

      release.worker = false;
      await page.goto(`${release.url}/approvals`);
      await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
    } finally {
      await release.close();
    }
  });
});
