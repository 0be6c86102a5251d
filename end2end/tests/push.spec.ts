import type { BrowserContext, Page } from '@playwright/test';
import { PushService, type Told } from '../stage/push-service.ts';
import { expect, test } from '../stage/test.ts';

test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, flags: ['--webhook-networks', '127.0.0.0/8'] });

interface Notice {
  title: string;
  body: string;
  tag: string;
  url: string;
  silent: boolean | null;
  actions: number;
}

/** What the device shows. */
async function shown(page: Page): Promise<Notice[]> {
  return page.evaluate(async () => {
    const all = await (await navigator.serviceWorker.ready).getNotifications();
    return all.map((one) => ({
      title: one.title,
      body: one.body,
      tag: one.tag,
      url: (one.data as { url: string }).url,
      silent: one.silent,
      actions: ((one as unknown as { actions?: unknown[] }).actions ?? []).length,
    }));
  });
}

/** Brings a message to the browser, as its maker's service would after it was sealed for it. */
async function bring(context: BrowserContext, page: Page, origin: string, told: Told | string): Promise<void> {
  const browser = await context.newCDPSession(page);
  const registered = new Promise<string>((found) => {
    browser.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      for (const one of registrations) if (!one.isDeleted) found(one.registrationId);
    });
  });
  await browser.send('ServiceWorker.enable');
  const data = typeof told === 'string' ? told : JSON.stringify(told);
  await browser.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await registered, data });
  await browser.detach();
}

/** The windows that are opened when what is shown is tapped; `url` stands in place of what it says. */
async function clicked(context: BrowserContext, origin: string, url?: string): Promise<string[]> {
  const worker = context.serviceWorkers().find((worker) => worker.url().startsWith(`${origin}/service-worker.js`))!;
  return worker.evaluate(async (url) => {
    const here = self as unknown as {
      registration: ServiceWorkerRegistration;
      clients: { openWindow: (url: string) => Promise<null>; matchAll: () => Promise<{ url: string }[]> };
      dispatchEvent: (event: Event) => boolean;
    };
    const opened: string[] = [];
    // A browser opens windows only for a finger, which a test has not.
    here.clients.openWindow = async (url) => (opened.push(url), null);
    if (url) await here.registration.showNotification('Another', { data: { url } });
    for (const notification of await here.registration.getNotifications()) {
      const tapped = new Event('notificationclick') as Event & { notification: Notification; waitUntil: (done: Promise<unknown>) => void };
      let done: Promise<unknown> = Promise.resolve();
      Object.assign(tapped, { notification, waitUntil: (wanted: Promise<unknown>) => (done = wanted) });
      here.dispatchEvent(tapped);
      await done;
    }
    return opened;
  }, url);
}

test('a phone is told what waits, shows it, opens the page, and is brought up to date', async ({ page, context, rest, server }) => {
  // What waits is gathered before it is told.
  test.setTimeout(180_000);
  const service = new PushService();
  await service.listen();
  try {
    await context.grantPermissions(['notifications'], { origin: server.url });
    await service.serve(page);
    await page.goto('/settings/profile');
    const name = page.getByLabel('Name of this device');
    await expect(name).toHaveValue(/Chrome on /);
    await name.fill('Ana’s phone');
    await page.getByRole('button', { name: 'Notify this device' }).tap();
    await expect(page.getByText('This device is told from now on.')).toBeVisible();
    const device = page.locator('.device').filter({ hasText: 'Ana’s phone' });
    await expect(device).toContainText('this one');
    await expect(name).toBeHidden();

    await device.getByRole('button', { name: 'Send a test' }).tap();
    await expect(page.getByText(/test/i).first()).toBeVisible();
    await expect.poll(() => service.pushed.length).toBe(1);
    expect(service.read(service.pushed[0]!)).toMatchObject({ tag: 'test', title: 'A test from Mission Control' });

    const secret = 'echo the-command-is-nobodys-business';
    const task = await rest.createTask({ title: 'Restart the print queue', content: secret, approveBeforeRun: true });
    const approval = await rest.approvalOf(task);
    await expect.poll(() => service.pushed.length, { timeout: 30_000 }).toBe(2);
    const pushed = service.pushed[1]!;
    expect(pushed.path).toBe('/push/phone');
    expect(pushed.headers).toMatchObject({ topic: 'waiting', 'content-encoding': 'aes128gcm' });
    expect(Number(pushed.headers['ttl'])).toBeGreaterThan(0);
    expect(['low', 'normal', 'high']).toContain(pushed.headers['urgency']);
    const { key, claims } = service.sender(pushed);
    expect(claims.aud).toBe(service.origin);
    expect(claims.exp * 1000 - Date.now()).toBeGreaterThan(0);
    expect(claims.exp * 1000 - Date.now()).toBeLessThan(24 * 3600 * 1000);
    const agreed = await page.evaluate(() => localStorage.getItem('subscription of the test'));
    expect(Buffer.from(agreed!, 'base64').toString('base64url'), 'the key that the browser agreed to').toBe(key);

    const told = service.read(pushed);
    expect(told).toMatchObject({ title: '1 request waits', url: `/approvals/${approval.id}`, tag: 'waiting', waiting: 1, silent: false });
    expect(told.body).toMatch(/^(Low|Medium|High) risk: Restart the print queue · /);
    expect(JSON.stringify(told)).not.toContain('nobodys-business');

    await bring(context, page, server.url, told);
    await expect.poll(() => shown(page)).toEqual([
      { title: told.title, body: told.body, tag: 'waiting', url: told.url, silent: false, actions: 0 },
    ]);

    expect(await clicked(context, server.url)).toEqual([`${server.url}/approvals/${approval.id}`]);
    expect(await shown(page)).toEqual([]);
    expect((await rest.approval(approval.id)).state, 'a notification decides nothing').toBe('pending');
    expect(await clicked(context, server.url, 'https://evil.example/')).toEqual([]);

    // Decided on another screen: what is shown is replaced, without a sound.
    await rest.call('POST', `/approvals/${approval.id}/resolve`, { decision: 'reject', feedback: 'Not today', digest: approval.digest });
    await expect.poll(() => service.pushed.length, { timeout: 30_000 }).toBe(3);
    const after = service.read(service.pushed[2]!);
    expect(after).toMatchObject({ title: 'Nothing waits any more', tag: 'waiting', waiting: 0, silent: true, url: '/approvals' });
    await bring(context, page, server.url, after);
    await expect.poll(async () => (await shown(page)).map(({ title, silent }) => ({ title, silent }))).toEqual([
      { title: 'Nothing waits any more', silent: true },
    ]);

    // Something must be shown for anything that comes.
    await bring(context, page, server.url, 'not what this server writes');
    await expect.poll(async () => (await shown(page)).map(({ title, url }) => ({ title, url }))).toEqual([
      { title: 'Mission Control', url: '/approvals' },
    ]);

    await page.reload();
    await expect(device).toContainText('this one');
    await device.getByRole('button', { name: 'Remove' }).tap();
    await expect(device).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Notify this device' })).toBeVisible();
    expect(await page.evaluate(() => localStorage.getItem('subscription of the test'))).toBeNull();
  } finally {
    await service.close();
  }
});

test('a browser that shows no notifications, or cannot, says so and what to do', async ({ page, ana: _ }) => {
  await page.addInitScript(() => Object.defineProperty(Notification, 'permission', { get: () => 'denied' }));
  await page.addInitScript(() => (Notification.requestPermission = async () => 'denied'));
  await page.goto('/settings/profile');
  await expect(page.locator('#push-note')).toContainText('Allow them in its settings for this site');
  await page.addInitScript(() => delete (window as unknown as Record<string, unknown>)['PushManager']);
  await page.goto('/settings/profile');
  await expect(page.locator('#push-note')).toContainText('On an iPhone or iPad, add Mission Control to the Home Screen first.');
  await expect(page.getByRole('button', { name: 'Notify this device' })).toBeHidden();
});

test('a browser that was given another address stays the device it was', async ({ page, context, server, ana: _ }) => {
  const service = new PushService();
  await service.listen();
  try {
    await context.grantPermissions(['notifications'], { origin: server.url });
    await service.serve(page);
    await page.goto('/settings/profile');
    await page.getByLabel('Name of this device').fill('Ana’s phone');
    await page.getByRole('button', { name: 'Notify this device' }).tap();
    await expect(page.getByText('This device is told from now on.')).toBeVisible();

    const worker = context.serviceWorkers().find((worker) => worker.url().startsWith(`${server.url}/service-worker.js`))!;
    await worker.evaluate(async ([before, after]) => {
      const bytes = (text: string) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0)).buffer;
      const changed = new Event('pushsubscriptionchange') as Event & { waitUntil: (done: Promise<unknown>) => void };
      let done: Promise<unknown> = Promise.resolve();
      const newSubscription = { endpoint: after!.endpoint, getKey: (name: string) => bytes(name === 'auth' ? after!.auth : after!.p256dh) };
      const waitUntil = (wanted: Promise<unknown>) => (done = wanted);
      Object.assign(changed, { oldSubscription: { endpoint: before!.endpoint }, newSubscription, waitUntil });
      self.dispatchEvent(changed);
      await done;
    }, [service.device('phone'), service.device('moved')]);

    await page.reload();
    const device = page.locator('.device');
    await expect(device).toHaveCount(1);
    await expect(device).toContainText('Ana’s phone');
    await device.getByRole('button', { name: 'Send a test' }).tap();
    await expect.poll(() => service.pushed.map(({ path }) => path)).toEqual(['/push/moved']);
  } finally {
    await service.close();
  }
});
