import { test as base, type ConsoleMessage } from '@playwright/test';
import { makeFirstPerson, type Person } from './people.ts';
import { Rest } from './rest.ts';
import { Server } from './server.ts';

interface Stage {
  /** A server of this test alone. */
  server: Server;
  /** The first person, an administrator, signed in in the test's browser. */
  ana: Person;
  /** The REST door, as Ana. For what a test needs but is not about. */
  rest: Rest;
  /** Whether this machine is a desktop of the server. */
  localDesktop: boolean;
  /** What else it is started with. */
  flags: string[];
  /** Whether an error in a browser's console fails the test. */
  consoleMayComplain: boolean;
  silence: void;
}

/** A test with its own server. */
export const test = base.extend<Stage>({
  consoleMayComplain: [false, { option: true }],
  localDesktop: [true, { option: true }],
  flags: [[], { option: true }],
  server: async ({ localDesktop, flags }, use, info) => {
    const server = await Server.start(...(localDesktop ? [] : ['--no-local-desktop']), ...flags);
    await use(server);
    await server.remove();
    if (info.status !== info.expectedStatus) {
      await info.attach('server log', { body: server.log, contentType: 'text/plain' });
    }
  },
  baseURL: async ({ server }, use) => use(server.url),
  ana: async ({ context, server }, use) => {
    const ana = { name: 'Ana', password: 'four quiet harbours' };
    await makeFirstPerson(context.request, server, ana);
    await use(ana);
  },
  rest: async ({ context, server, ana: _ }, use) => use(new Rest(context.request, server)),
  // Script errors and violations of the content security policy end here.
  silence: [
    async ({ context, consoleMayComplain }, use) => {
      const complaints: string[] = [];
      context.on('console', (message: ConsoleMessage) => {
        if (message.type() === 'error') complaints.push(`${message.page()?.url()}: ${message.text()}`);
      });
      context.on('weberror', (error) => {
        // A change of page that the browser did not animate after all.
        if (!/ViewTransition|Transition was/.test(String(error.error()))) complaints.push(String(error.error()));
      });
      await use();
      if (!consoleMayComplain && complaints.length > 0) {
        throw new Error(`the console complained:\n${complaints.join('\n')}`);
      }
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';
