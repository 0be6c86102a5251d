// Makes `src/types.gen.ts` from the openapi.json of a running server: npm run generate -- http://127.0.0.1:3000 [DIRECTORY]
import { createClient } from '@hey-api/openapi-ts';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const [url, to = path.join(import.meta.dirname, 'src')] = process.argv.slice(2);
if (!url) throw new Error('Name the address of a running server.');

const HEAD = '// The bodies and answers of the API, made from openapi.json by generate.mjs. Do not edit.\n\n';
const place = await mkdtemp(path.join(tmpdir(), 'mission-control-types-'));
try {
  const answer = await fetch(`${url}/api/mission-control/openapi.json`);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`);
  // Types alone: nothing of it exists at run time.
  const plugins = [{ name: '@hey-api/typescript', comments: true }];
  await createClient({ input: await answer.json(), output: place, plugins, logs: { level: 'warn' } });
  const made = await readFile(path.join(place, 'types.gen.ts'), 'utf8');
  await writeFile(path.join(to, 'types.gen.ts'), HEAD + made.replace(/^\/\/ .*\n+/, ''));
} finally {
  await rm(place, { recursive: true, force: true });
}
