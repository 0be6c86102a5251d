import { defineConfig } from '@playwright/test';
import journeys from './playwright.config.ts';

/** What a person feels, measured on this machine: `npm run measure`, `npm run lighthouse`. Not part of the journeys. */
export default defineConfig(journeys, {
  grepInvert: /^$/,
  grep: /@measure/,
  workers: 1,
  retries: 0,
  timeout: 600_000,
  use: { ...journeys.use, trace: 'off' },
});
