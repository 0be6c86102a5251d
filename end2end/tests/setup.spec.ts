import { signIn } from '../stage/people.ts';
import { expect, test } from '../stage/test.ts';

const ana = { name: 'Ana', password: 'four quiet harbours' };

test('the setup link makes the first person, who is signed in, and works once', async ({ page, server, browser }) => {
  await page.goto(server.setupLink);
  await page.getByLabel('Name').fill(ana.name);
  await page.getByLabel('Password').fill(ana.password);
  await page.getByRole('button', { name: 'Create account and sign in' }).click();
  await expect(page).toHaveURL(server.url + '/');
  await expect(page.getByText('No tasks yet')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Ana, your account' })).toBeVisible();

  const other = await browser.newPage();
  await other.goto(server.setupLink);
  await expect(other.getByText('Setup is done: the first person exists.')).toBeVisible();
  await expect(other.getByLabel('Password')).toHaveCount(0);
  await other.close();
});

test('a spent setup link is refused even when its form is sent', async ({ server, ana: first, request }) => {
  const secret = new URL(server.setupLink).searchParams.get('token') ?? '';
  const answer = await request.post(`${server.url}/forms/set_up`, {
    form: { secret, name: 'Mallory', password: 'another long password' },
    headers: { origin: server.url, accept: 'application/json' },
  });
  expect(answer.status()).toBe(409);
  expect(await answer.json()).toMatchObject({ code: 'setup_closed' });
  expect(await server.command(['user', 'list'])).not.toContain('Mallory');
  expect(await server.command(['user', 'list'])).toContain(first.name);
});

test('a wrong setup token makes nobody', async ({ page, server }) => {
  await page.goto('/setup?token=not-the-token');
  await page.getByLabel('Name').fill('Mallory');
  await page.getByLabel('Password').fill('another long password');
  await page.getByRole('button', { name: 'Create account and sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  expect(await server.command(['user', 'list'])).not.toContain('Mallory');
});

test.describe('a session that ends', () => {
  // What the page that is left still asks for is refused by then, and the browser says so itself.
  test.use({ consoleMayComplain: true });

  test('a person signs out, and a wrong password says why it is refused', async ({ page, ana: person }) => {
    await page.goto('/settings/profile');
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await expect(page).toHaveURL(/\/login$/);

    await signIn(page, { ...person, password: 'five quiet harbours' });
    await expect(page.getByRole('alert')).toContainText('Name and password do not match. Nobody was signed in.');
    await expect(page.getByLabel('Password')).toHaveAttribute('aria-invalid', 'true');
    await page.goto('/approvals');
    await expect(page).toHaveURL(/\/login\?next=%2Fapprovals$/);

    await signIn(page, person);
    await expect(page).toHaveURL(/\/approvals$/);
    await expect(page.getByRole('heading', { name: 'Approvals', level: 1 })).toBeVisible();
  });
});

test('before there is anybody, every page leads to setup, which explains the link', async ({ page }) => {
  await page.goto('/approvals');
  await expect(page).toHaveURL(/\/setup$/);
  await expect(page.getByLabel('Setup token')).toBeVisible();
});
