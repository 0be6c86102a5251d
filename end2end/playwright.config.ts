import { defineConfig } from '@playwright/test';
import { chromium } from './stage/chromium.ts';

/** The journeys. Each test has a server of its own, so they may run side by side. */
export default defineConfig({
  testDir: 'tests',
  // Pictures and times are taken by scripts of their own.
  grepInvert: /@screens|@measure/,
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  // A run that only passes the second time is reported as flaky; on a busy machine it is no reason to stop.
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    launchOptions: chromium(),
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
  },
});
