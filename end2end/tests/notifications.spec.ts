import { Post } from '../stage/post.ts';
import { Server } from '../stage/server.ts';
import { expect, test as base } from '../stage/test.ts';

const test = base.extend<{ post: Post }>({
  post: async ({}, use) => {
    const post = await Post.open();
    await use(post);
    post.close();
  },
  server: async ({ post }, use, info) => {
    const server = await Server.start(...post.flags);
    await use(server);
    await server.remove();
    if (info.status !== info.expectedStatus) {
      await info.attach('server log', { body: server.log, contentType: 'text/plain' });
    }
  },
});

test.use({ javaScriptEnabled: false });

test('an administrator tells a team, sees the real answer to a test, and the address is not shown again', async ({ page, ana: _, post, rest }) => {
  await page.goto('/settings/mission-control/task-approval');
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Notifications' }).click();
  await expect(page.getByText('No channels yet')).toBeVisible();
  await page.getByLabel('Name').fill('#operations');
  await page.getByLabel('Incoming webhook').fill(post.webhook);
  await page.getByRole('button', { name: 'Add channel' }).click();
  await expect(page.getByRole('heading', { name: '#operations' })).toBeVisible();
  expect(await page.content()).not.toContain('T0SECRET');

  await page.getByRole('button', { name: 'Send a test to #operations' }).click();
  await expect(page.getByText('The test was taken by the other side.')).toBeVisible();
  expect(post.posts).toHaveLength(1);
  post.status = 404;
  await page.getByRole('button', { name: 'Send a test to #operations' }).click();
  await expect(page.getByRole('alert')).toContainText('It answered 404: no_service');
  post.status = 200;

  await page.getByLabel('Wait for more, in seconds').fill('0');
  await page.getByLabel('Say what became of it').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByLabel('Say what became of it')).toBeChecked();
  const task = await rest.createTask({ title: 'Restart nginx', content: 'true', approveBeforeRun: true });
  await expect.poll(() => post.posts.length, { timeout: 20_000 }).toBe(3);
  expect(post.posts[2]).toContain('Restart nginx');
  expect(post.posts[2]).toContain(`/approvals/${task.pendingApprovalIds[0]}`);

  await page.getByRole('button', { name: 'Remove #operations' }).click();
  await expect(page.getByText('No channels yet')).toBeVisible();
});

test('whoever decides gives an address, proves it with the code, and is mailed', async ({ page, ana: _, post, rest }) => {
  await page.goto('/settings/profile');
  await page.getByLabel('Your address').fill('ana@example.com');
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await expect(page.getByText('A code was mailed to ana@example.com.')).toBeVisible();
  const code = /Your code is (\d{8})/.exec(post.mails[0] ?? '')?.[1] ?? '';
  await page.getByLabel('Code').fill(code === '00000000' ? '00000001' : '00000000');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('alert')).toContainText('This is not the code that was mailed.');
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText('The address is yours.')).toBeVisible();

  await page.getByLabel('Wait for more, in seconds').fill('0');
  await page.getByRole('button', { name: 'Save' }).click();
  await rest.createTask({ title: 'Restart nginx', content: 'true', approveBeforeRun: true });
  await expect.poll(() => post.mails.length, { timeout: 20_000 }).toBe(2);
  expect(post.mails[1]).toContain('Title: Restart nginx');
  await page.reload();
  await expect(page.getByText('Last told')).toBeVisible();
});
