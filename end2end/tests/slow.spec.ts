import type { Page } from '@playwright/test';
import { approve, reject } from '../stage/decision.ts';
import { expect, test } from '../stage/test.ts';

// Nothing stands between page and network here: the WASM is held back.
test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, serviceWorkers: 'block', consoleMayComplain: true });

const COMMAND = Array.from({ length: 60 }, (_, line) => `echo "part ${line}"`).join('\n') + '\n';

/** A bad connection (400 kbit/s, 400 ms there and back) on which the WASM never arrives. */
async function slow(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const speed = (400 * 1024) / 8;
  await browser.send('Network.enable');
  await browser.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: speed, uploadThroughput: speed });
  await page.route('**/*_bg.wasm', () => {});
}

test('on a slow connection a request is found, read and decided before the WASM is there', async ({ page, rest }, info) => {
  const yes = await rest.createTask({ title: 'Restart the print queue', content: COMMAND, approveBeforeRun: true });
  const no = await rest.createTask({ title: 'Empty the print queue', content: COMMAND, approveBeforeRun: true });
  const approval = await rest.approvalOf(yes);
  await slow(page);

  await page.goto('/approvals', { waitUntil: 'commit' });
  await page.getByRole('listitem').filter({ hasText: yes.title }).locator('a.alone').tap();
  await expect(page).toHaveURL(new RegExp(`/approvals/${approval.id}$`));
  const command = page.getByRole('region', { name: /^Full command/ });
  await expect(command).toContainText('part 59');
  await expect(page.getByRole('heading', { name: yes.title })).toBeVisible();
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length === 1);
  const painted = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]!.startTime);
  info.annotations.push({ type: 'first contentful paint', description: `${Math.round(painted)} ms` });
  await expect(page.locator('html')).not.toHaveAttribute('data-live', /./);
  await approve(page).scrollIntoViewIfNeeded();
  await approve(page).tap();
  await expect(page.getByRole('main')).toContainText('Approved by Ana');
  await rest.until(yes.id, 'review');

  await page.goto(`/approvals/${(await rest.approvalOf(no)).id}`, { waitUntil: 'commit' });
  await page.getByRole('textbox', { name: 'Note' }).fill('Not today');
  await reject(page).tap();
  await expect(page.getByRole('main')).toContainText('Rejected by Ana');
  expect((await rest.task(no.id)).status).toBe('failed');
  await expect(page.locator('html')).not.toHaveAttribute('data-live', /./);
});

test('what is decided and the places of the app stay clear of each other and of the edge of the screen', async ({ page, rest }) => {
  const asks = await rest.createTask({ title: 'Restart the print queue', content: COMMAND, approveBeforeRun: true });
  const approval = await rest.approvalOf(asks);
  const browser = await page.context().newCDPSession(page);
  const inset = 34;
  // As an installed app has it on a phone without a button: after a page is there, or it is forgotten.
  const open = async (path: string) => {
    await page.goto(path);
    await browser.send('Emulation.setSafeAreaInsetsOverride', { insets: { bottom: inset, bottomMax: inset } });
    await expect(page.locator('html')).toHaveAttribute('data-live', 'live');
  };
  const box = async (selector: string) => (await page.locator(selector).boundingBox())!;
  const end = () => page.evaluate(() => scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' }));

  const result = await rest.taskInReview('Rotate the access log', 'seq 1 200');
  for (const path of [`/tasks/${asks.id}`, `/tasks/${result.id}?tab=output`, `/approvals/${approval.id}`]) {
    await open(path);
    for (const button of [approve(page), reject(page)]) {
      await button.scrollIntoViewIfNeeded();
      const { y, height } = (await button.boundingBox())!;
      expect(y + height, path).toBeLessThanOrEqual(844 - inset);
      // The lower half is where a thumb reaches.
      expect(y, path).toBeGreaterThan(844 / 2);
    }
  }
  await end();
  const last = await box('.approve .command-lines > :last-child');
  const bar = await box('.approve .decision');
  expect(last.y + last.height).toBeLessThanOrEqual(bar.y);

  for (const path of ['/', '/approvals', '/settings/profile']) {
    await open(path);
    await end();
    const places = await box('.topbar-nav');
    const link = (await page.getByRole('navigation', { name: 'Main' }).getByRole('link').first().boundingBox())!;
    expect(link.y + link.height, path).toBeLessThanOrEqual(844 - inset);
    const foot = (await page.locator('.foot').boundingBox())!;
    expect(foot.y + foot.height, path).toBeLessThanOrEqual(places.y);
  }
});
