import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { Agent } from '../stage/agent.ts';
import { browserOf, addPerson } from '../stage/people.ts';
import { arrived } from '../stage/decision.ts';
import { makeRepository } from '../stage/repository.ts';
import { Rest } from '../stage/rest.ts';
import type { Server } from '../stage/server.ts';
import { expect, test } from '../stage/test.ts';

/** Where the desktops work: pictures show it. */
const DESKTOPS = path.join(tmpdir(), 'desktops');
const PLACE = path.resolve(import.meta.dirname, '../../docs/screens/product');
/** The reference shows each screen in these; what is wanted of both sizes is named by its width. */
const VIEWS = [
  { width: 1440, height: 900, colorScheme: 'light' },
  { width: 1440, height: 900, colorScheme: 'dark' },
  { width: 390, height: 844, colorScheme: 'light' },
] as const;

test.use({ localDesktop: false });
test.setTimeout(300_000);
test.beforeEach(() => rm(DESKTOPS, { recursive: true, force: true }));
test.afterEach(() => rm(DESKTOPS, { recursive: true, force: true }));

/** Machines of a small company, each with its own runner. */
async function desktops(server: Server, rest: Rest): Promise<Record<string, string>> {
  const online = ['db-staging-1', 'build-linux-3', 'intranet-1', 'edge-proxy-1', 'ACCOUNTS-07'];
  const groups: Record<string, string> = { 'db-staging-1': 'Staging', 'build-linux-3': 'Build', 'ACCOUNTS-07': 'Accounts' };
  for (const name of [...online, 'WAREHOUSE-01']) {
    const group = groups[name];
    const token = await server.command(['desktop', 'add', name, ...(group ? ['--group', group] : [])]);
    if (!online.includes(name)) continue;
    const workspace = path.join(DESKTOPS, name);
    await mkdir(workspace, { recursive: true });
    server.beside('runner', '--server', server.url, '--token', token, '--name', name, '--workspace', workspace, '--data', `${server.data}-runners`);
  }
  type Item = { id: string; name: string; online: boolean };
  let items: Item[] = [];
  await expect
    .poll(async () => {
      items = (await (await rest.call('GET', '/desktops')).json()).items;
      return items.filter((item) => item.online).length;
    })
    .toBe(online.length);
  return Object.fromEntries(items.map((item) => [item.name, item.id]));
}

/** WebP, which Playwright itself does not write: a tenth of the bytes, and letters stay sharp. */
async function picture(page: Page, name: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 88 });
  await writeFile(path.join(PLACE, `${name}.webp`), Buffer.from(data, 'base64'));
  await devtools.detach();
}

test('pictures of the running product @screens', async ({ page, rest, server, browser }) => {
  const on = await desktops(server, rest);
  const tomas = await browserOf(browser, server, await addPerson(server, 'Tomas', 'approver'));

  const asTomas = new Rest(tomas.request, server);

  const done = async (title: string, desktop: string, content: string, by = rest) => {
    const task = await rest.taskInReview(title, content, { desktopId: on[desktop] });
    await by.review(task, 'approve');
    return task;
  };
  await done('Restart intranet web server', 'intranet-1', 'echo "intranet: active (running)"');
  await done('Inventory of installed browsers', 'ACCOUNTS-07', 'printf "Firefox 145\\nChromium 142\\n"', asTomas);
  await done('Free 20 GB on build-linux-3', 'build-linux-3', 'echo "21.4 GB freed"');
  await done('Rotate the staging signing key', 'db-staging-1', 'echo "key 7f3a is active, 1c09 is retired"', asTomas);

  const renew = await rest.createTask({ title: 'Renew wildcard certificate', desktopId: on['edge-proxy-1'], content: 'echo "challenge failed: 403" >&2; exit 1' });
  await rest.until(renew.id, 'failed');
  const seed = await rest.taskInReview('Seed the staging database', 'echo "4 tables seeded in myapp_prod"', { desktopId: on['db-staging-1'] });
  await rest.review(seed, 'reject', 'Database name should be myapp_staging, not myapp_prod');
  const old = await rest.createTask({ title: 'Deploy 2.7.4 to staging', desktopId: on['build-linux-3'], content: './deploy 2.7.4', run: false });
  await rest.call('POST', `/tasks/${old.id}/cancel`);

  const repository = { 'deploy.conf': DEPLOY_BEFORE, 'README.md': '# Deploy\n\nRun ./deploy VERSION.\n' };
  await makeRepository(path.join(DESKTOPS, 'build-linux-3', 'deploy'), repository);
  const point = await rest.taskInReview('Point the staging deploy at its own database', POINT, { desktopId: on['build-linux-3'], cwd: 'deploy' });
  await rest.taskInReview('Summarise failed sign-ins of the last seven days', 'echo "14 failed sign-ins, 11 from one address"', { desktopId: on['intranet-1'] });

  const notes = await rest.createTask({ type: 'prompt', title: 'Write release notes and changelog for 2.8.0', content: 'Write the release notes for 2.8.0.', desktopId: on['build-linux-3'], externalAgent: 'Osprey' });
  const certificate = await rest.createTask({ type: 'prompt', title: 'Why did the certificate check warn this morning?', content: 'Find out why the certificate check warned this morning.', desktopId: on['edge-proxy-1'], externalAgent: 'Fern' });
  await rest.createTask({ title: 'Nightly backup, verify and prune', desktopId: on['db-staging-1'], content: 'for n in $(seq 1 600); do echo "verified $n of 600"; sleep 0.5; done' });
  const migrate = await rest.createTask({ title: 'Run migration 0042 on staging', desktopId: on['db-staging-1'], content: MIGRATE, approveBeforeRun: true });
  const deploy = await rest.createTask({ title: 'Deploy 2.8.0 to staging', desktopId: on['build-linux-3'], content: './deploy 2.8.0', requiresApproval: true, dependsOn: [migrate.id, notes.id] });
  await rest.createTask({ title: 'Compare response times after the deploy', desktopId: on['build-linux-3'], content: './compare', dependsOn: [deploy.id] });
  await rest.createTask({ title: 'Disk health report for the warehouse', desktopId: on['WAREHOUSE-01'], content: 'smartctl --all /dev/sda' });
  await rest.until(certificate.id, 'running');
  const approval = await rest.approvalOf(migrate);

  const fern = await Agent.join(server, 'Fern');
  await fern.say(certificate, 'The certificate of edge-proxy-1 ends in six days, and its renewal failed last night: the proxy answers the challenge itself. I would like to let the challenge through and renew it.');
  const blunt = await fern.propose(certificate, { title: 'Renew the certificate', script: 'systemctl stop nginx\ncertbot renew --force-renewal\nsystemctl start nginx\n', description: 'Stops the proxy, renews every certificate and starts it again. Returns the new end date.' });
  await rest.call('POST', `/approvals/${blunt.approvalId}/resolve`, { decision: 'reject', reason: 'wrong_fix', feedback: 'Do not stop the proxy in working hours. Let the challenge through instead.', digest: blunt.digest });
  await fern.say(certificate, 'Understood. This one leaves the proxy running: it only reloads it, and renews one certificate.');
  const careful = await fern.propose(certificate, { title: 'Renew one certificate without a stop', ...RENEW });

  await rest.call('POST', `/tasks/${certificate.id}/messages`, { text: 'Go on. Tell me the new end date.' });

  await mkdir(PLACE, { recursive: true });
  const screens = {
    board: '/',
    approvals: `/approvals?id=${approval.id}`,
    'approvals-history': '/approvals?tab=history',
    approve: `/approvals/${approval.id}`,
    'approve-action': `/approvals/${careful.approvalId}`,
    task: `/tasks/${certificate.id}`,
    review: `/tasks/${point.id}?tab=files`,
    'review-logs': `/tasks/${point.id}?tab=logs`,
    'new-task': '/tasks/new',
    settings: '/settings/mission-control/task-approval',
    policy: '/settings/mission-control/policy',
    help: '/help',
  };
  for (const { colorScheme, ...size } of VIEWS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(size);
    for (const [name, address] of Object.entries(screens)) {
      await page.goto(address);
      await arrived(page);
      await picture(page, `${name}-${size.width}-${colorScheme}`);
    }
    const stranger = await browser.newContext({ viewport: size, colorScheme, baseURL: server.url });
    const login = await stranger.newPage();
    await login.goto('/login');
    await picture(login, `login-${size.width}-${colorScheme}`);
    await stranger.close();
  }
  await tomas.close();
});

const RENEW = {
  script: `set -eu
install -m 644 /etc/nginx/snippets/acme.conf.new /etc/nginx/snippets/acme.conf
nginx -t
systemctl reload nginx
certbot renew --cert-name edge.example.com
openssl x509 -enddate -noout -in /etc/letsencrypt/live/edge.example.com/cert.pem
`,
  description: 'Lets the challenge through to the renewal tool, reloads the proxy without a stop, and renews the one certificate that ends soon. Returns its new end date.',
  expected: { exitCode: 0, outputPattern: 'notAfter=' },
};
const DEPLOY_BEFORE = `[staging]
host = build-linux-3
database = myapp_prod
pool = 20
timeout = 30
`;
const POINT = `sed -i 's/^database = myapp_prod$/database = myapp_staging/' deploy.conf
echo "Staging deploys use myapp_staging." >> README.md
grep database deploy.conf
echo "note: the pool was left at 20" >&2`;
const MIGRATE = `set -eu
pg_dump --format=custom myapp_staging > before-0042.dump
psql myapp_staging --single-transaction --file migrations/0042.sql
psql myapp_staging --command "select count(*) from orders where region is null"
`;
