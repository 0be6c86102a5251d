import type { BrowserContext } from '@playwright/test';
import type { Rest } from './rest.ts';
import type { Server } from './server.ts';

/** Makes many drafts over REST as whoever is signed in, several at a time: `Task 1`, `Task 2` … in the order of their numbers. */
export async function makeDrafts(context: BrowserContext, rest: Rest, server: Server, count: number): Promise<void> {
  const desktopId = (await rest.desktop()).id;
  const cookies = await context.cookies(server.url);
  const headers = {
    cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
    origin: server.url,
    'content-type': 'application/json',
  };
  const make = async (content: string) => {
    const body = JSON.stringify({ type: 'command', title: 'Many', content, desktopId, run: false });
    const answer = await fetch(`${server.url}/api/mission-control/tasks`, { method: 'POST', headers, body });
    if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  };
  let made = 0;
  const worker = async () => {
    while (made < count) await make(`echo ${++made}`);
  };
  await Promise.all(Array.from({ length: 24 }, worker));
}
