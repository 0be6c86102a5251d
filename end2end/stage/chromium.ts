import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

const DEBIAN = '/usr/bin/chromium';

/** The browser that is installed, with nothing of its own going out to the network. Without one, Playwright's own. */
export function chromium(): LaunchOptions {
  const named = process.env['CHROMIUM'] || (existsSync(DEBIAN) ? DEBIAN : undefined);
  return {
    ...(named ? { executablePath: named } : {}),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}
