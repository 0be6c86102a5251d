import { defineConfig } from '@playwright/test';
import journeys from './playwright.config.ts';

/** Pictures of the running product for README and docs: `npm run screens`. */
export default defineConfig(journeys, { grepInvert: /^$/, grep: /@screens/, workers: 1 });
