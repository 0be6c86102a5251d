import { browserOf, addPerson, signIn } from '../stage/people.ts';
import { expect, test } from '../stage/test.ts';

// A browser whose access ended is refused what it asks for.
test.use({ consoleMayComplain: true });

const PASSWORD = 'a password of her own';

test('somebody is added by a link, given another role, ended at once, and let in again', async ({ page, browser, server, ana: _ }) => {
  await page.goto('/settings/people');
  const add = page.locator('#new-person');
  await add.getByLabel('Name').fill('Bea');
  await add.getByRole('radio', { name: /^approver/ }).check();
  await add.getByRole('button', { name: 'Add person' }).click();
  const made = await page.locator('#link').textContent();
  const link = /https?:\/\/\S+\/password\?token=[\w-]+/.exec(made ?? '')![0];
  await page.reload();
  await expect(page.locator('#link'), 'it is shown once').toHaveCount(0);

  const context = await browser.newContext({ baseURL: server.url });
  const bea = await context.newPage();
  await bea.goto(link);
  await bea.getByLabel('Password').fill(PASSWORD);
  await bea.getByRole('button', { name: 'Save and sign in' }).click();
  await expect(bea.getByRole('link', { name: 'Bea, your account' })).toBeVisible();
  const second = await browser.newContext({ baseURL: server.url });
  const thief = await second.newPage();
  await thief.goto(link);
  await thief.getByLabel('Password').fill('another password of mine');
  await thief.getByRole('button', { name: 'Save and sign in' }).click();
  await expect(thief.getByText('This link no longer works.')).toBeVisible();
  await second.close();

  // A role holds from the next page on.
  await bea.goto('/settings/people');
  await expect(bea.getByText('Only people with the role admin can see and change this.')).toBeVisible();
  await page.goto('/settings/people');
  const row = page.locator('tbody tr').filter({ hasText: 'Bea' });
  await row.getByRole('link', { name: 'Change Bea' }).click();
  await page.locator('#change-person').getByRole('radio', { name: /^admin/ }).check();
  await page.getByRole('button', { name: 'Save role' }).click();
  await expect(page.getByText('Bea is admin from now on.')).toBeVisible();
  await bea.reload();
  await expect(bea.getByRole('button', { name: 'Add person' })).toBeVisible();

  // Ended while a page of theirs is open.
  await bea.goto('/');
  await expect(bea.locator('#live')).toHaveText('Live');
  await row.getByRole('link', { name: 'Change Bea' }).click();
  await page.getByRole('button', { name: 'End access' }).click();
  await expect(page.getByText('Bea is signed out everywhere and cannot sign in.')).toBeVisible();
  expect((await context.request.get('/api/mission-control/me')).status()).toBe(401);
  await expect(bea.getByText('You were signed out.')).toBeVisible({ timeout: 30_000 });
  await bea.goto('/approvals');
  await expect(bea).toHaveURL(/\/login/);
  await signIn(bea, { name: 'Bea', password: PASSWORD });
  await expect(bea.getByText('Name and password do not match.')).toBeVisible();

  await row.getByRole('link', { name: 'Let Bea in again' }).click();
  await page.getByRole('button', { name: 'Let in again' }).click();
  await expect(page.getByText('Bea can sign in again, as admin.')).toBeVisible();
  await bea.goto('/login');
  await signIn(bea, { name: 'Bea', password: PASSWORD });
  await expect(bea.getByRole('link', { name: 'Bea, your account' })).toBeVisible();
  await context.close();
});

test('the last administrator stays, whoever asks', async ({ page, browser, server, ana: _ }) => {
  await page.goto('/settings/people');
  await page.locator('tbody tr').filter({ hasText: 'Ana' }).getByRole('link', { name: 'Change Ana' }).click();
  await expect(page.getByText('Another administrator changes your role and ends your account.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'End access' })).toHaveCount(0);
  // Past the page, by what it would send.
  const id = new URL(page.url()).searchParams.get('edit')!;
  const headers = { origin: server.url, accept: 'application/json' };
  const end = await page.request.post('/forms/deactivate_person', { form: { id }, headers });
  expect([end.status(), ((await end.json()) as { code: string }).code]).toEqual([409, 'last_admin']);
  const lower = await page.request.post('/forms/change_role', { form: { id, role: 'viewer' }, headers });
  expect(lower.status()).toBe(422);

  // With another one there, each may end the other, and then one is left again.
  const bo = await browserOf(browser, server, await addPerson(server, 'Bo', 'admin'));
  const other = await bo.newPage();
  await other.goto(`/settings/people?edit=${id}`);
  await other.getByRole('button', { name: 'End access' }).click();
  await expect(other.getByText('Ana is signed out everywhere and cannot sign in.')).toBeVisible();
  await page.goto('/');
  await expect(page).toHaveURL(/\/login/);
  await bo.close();
});
