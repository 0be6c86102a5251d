import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { arrived } from '../stage/decision.ts';
import { furnish } from '../stage/pages.ts';
import { expect, test } from '../stage/test.ts';

const nonceOf = (policy: string) => /script-src 'nonce-([^']+)' 'strict-dynamic' 'wasm-unsafe-eval'/.exec(policy)?.[1];

test('every page has a policy with a nonce of its own, and breaks it nowhere', async ({ page, rest, server }) => {
  // The console is watched in every test; here every page is opened.
  const { paths } = await furnish(rest, server);
  const seen = new Set<string>();
  for (const address of [...Object.values(paths), '/', '/help', '/login', '/setup']) {
    const answer = (await page.goto(address))!;
    const headers = answer.headers();
    const policy = headers['content-security-policy'] ?? '';
    const nonce = nonceOf(policy);
    expect(nonce, `${address}: ${policy}`).toBeTruthy();
    expect(seen.has(nonce!), `${address} has the nonce of another answer`).toBe(false);
    seen.add(nonce!);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("style-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(headers['cache-control']).toContain('no-store');
    expect(await page.locator('[style]').count(), `${address} has an inline style`).toBe(0);
    expect(await page.locator('style').count(), `${address} has a style element`).toBe(0);
    const scripts = await page.locator('script').evaluateAll((all) => all.map((one) => (one as HTMLScriptElement).nonce));
    for (const used of scripts) expect(used).toBe(nonce);
  }
});

test('what a person wrote is text, not markup or script', async ({ page, rest }) => {
  const evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
  const task = await rest.taskInReview(evil, `echo '${evil}'`);
  for (const address of ['/', `/tasks/${task.id}?tab=output`, `/tasks/${task.id}?tab=logs`, '/approvals']) {
    await page.goto(address);
    await expect(page.getByRole('main')).toContainText('<img src=x onerror=');
    await expect(page).not.toHaveTitle(/^[12]$/);
    expect(await page.locator('img').count()).toBe(0);
  }
  await page.goto('/tasks/new');
  await arrived(page);
  await page.getByRole('combobox', { name: 'Depends on' }).fill('img');
  await expect(page.getByRole('option').filter({ hasText: '<img src=x onerror=' })).toHaveCount(1);
  expect(await page.locator('img').count()).toBe(0);
  const raw = await page.request.get(`/api/mission-control/tasks/${task.id}/output`);
  expect(raw.headers()['content-type']).toContain('text/plain');
  expect(raw.headers()['content-security-policy']).toContain('sandbox');
});

test('a write that comes from another site is refused', async ({ rest, server, context }) => {
  const change = (headers: Record<string, string>) =>
    context.request.post(`${server.url}/forms/change_settings`, { form: { task_approval_mode: 'off' }, headers });
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: `http://localhost:${server.port}` },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    {},
  ] as Record<string, string>[]) {
    const answer = await change(headers);
    expect(answer.status(), JSON.stringify(headers)).toBe(403);
  }
  expect(await rest.taskApprovalMode()).toBe(true);
  const own = await change({ origin: server.url });
  expect(own.ok()).toBe(true);
  expect(await rest.taskApprovalMode()).toBe(false);

  const put = await context.request.put(`${server.url}/api/mission-control/settings`, {
    data: { taskApprovalMode: true },
    headers: { origin: 'https://evil.example' },
  });
  expect(put.status()).toBe(403);
  expect(await put.json()).toMatchObject({ code: 'cross_site' });
  expect(await rest.taskApprovalMode()).toBe(false);
});

test.describe('where a browser complains by itself', () => {
  test.use({ consoleMayComplain: true });

  test('an address without a page says so, with the right status and the same policy', async ({ page, ana: _ }) => {
    for (const address of ['/nowhere', '/tasks/t_nothing', '/approvals/ap_nothing']) {
      const answer = (await page.goto(address))!;
      expect(answer.status()).toBe(404);
      expect(nonceOf(answer.headers()['content-security-policy'] ?? '')).toBeTruthy();
      await expect(page.getByRole('main').getByRole('link', { name: 'Back to the board' })).toBeVisible();
    }
  });

  test('a form that sends itself in the person\'s own browser changes nothing', async ({ page, rest, server }) => {
    const form = `<form method="post" action="${server.url}/forms/change_settings">
      <input name="task_approval_mode" value="off"></form><script>document.forms[0].submit()</script>`;
    const evil = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(form));
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
    try {
      const refused = page.waitForResponse((answer) => answer.url().endsWith('/forms/change_settings'));
      await page.goto(`http://localhost:${(evil.address() as AddressInfo).port}/`);
      expect((await refused).status()).toBe(403);
      expect(await rest.taskApprovalMode()).toBe(true);
    } finally {
      evil.close();
    }
  });

  test('a page cannot be framed', async ({ page, server, ana: _ }) => {
    const frame = `<iframe src="${server.url}/help"></iframe>`;
    const evil = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(frame));
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
    try {
      await page.goto(`http://localhost:${(evil.address() as AddressInfo).port}/`);
      await expect.poll(() => page.frames().at(-1)!.url()).toMatch(/^chrome-error:/);
    } finally {
      evil.close();
    }
  });
});

test('the session cookie is out of reach for script and other sites', async ({ context, page, ana: _ }) => {
  const cookies = await context.cookies();
  const session = cookies.find((cookie) => cookie.httpOnly);
  expect(session).toMatchObject({ httpOnly: true, path: '/' });
  expect(['Lax', 'Strict']).toContain(session!.sameSite);
  await page.goto('/');
  expect(await page.evaluate(() => document.cookie)).not.toContain(session!.name);
});
