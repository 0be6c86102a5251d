import type { APIRequestContext, Browser, BrowserContext, Page } from '@playwright/test';
import type { Server } from './server.ts';

export interface Person {
  name: string;
  password: string;
}

/** Makes the first person with the setup link's token; the browser of `request` is signed in from then on. */
export async function makeFirstPerson(request: APIRequestContext, server: Server, person: Person): Promise<void> {
  const secret = new URL(server.setupLink).searchParams.get('token') ?? '';
  await post(request, server, '/forms/set_up', { secret, ...person });
}

/** Adds a person on the command line. */
export async function addPerson(server: Server, name: string, role: string): Promise<Person> {
  const person = { name, password: `the quiet password of ${name}` };
  await server.command(['user', 'add', name, '--role', role, '--password-stdin'], `${person.password}\n`);
  return person;
}

/** Another browser with this person signed in. */
export async function browserOf(browser: Browser, server: Server, person: Person): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: server.url });
  await post(context.request, server, '/forms/sign_in', { ...person, next: '/' });
  return context;
}

/** Fills in the sign-in form as a person does. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await page.getByLabel('Name').fill(person.name);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function post(
  request: APIRequestContext,
  server: Server,
  path: string,
  form: Record<string, string>,
): Promise<void> {
  const headers = { origin: server.url, accept: 'application/json' };
  const answer = await request.post(server.url + path, { form, headers });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
}
