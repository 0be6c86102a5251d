// The types are those of the server that is tested.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { Server } from '../../../end2end/stage/server.ts';

test('the types are what the server says', async () => {
  const server = await Server.start('--no-local-desktop');
  const place = mkdtempSync(path.join(tmpdir(), 'mission-control-types-'));
  try {
    const client = path.join(import.meta.dirname, '..');
    execFileSync(process.execPath, ['generate.mjs', server.url, place], { cwd: client, stdio: 'pipe' });
    if (process.env['MISSION_CONTROL_WRITE']) {
      copyFileSync(path.join(place, 'types.gen.ts'), path.join(client, 'src', 'types.gen.ts'));
    }
    const read = (dir: string) => readFileSync(path.join(dir, 'types.gen.ts'), 'utf8');
    const same = read(place) === read(path.join(client, 'src'));
    assert.ok(same, 'openapi.json changed: run `cargo xtask clients --write` and commit what it made');
  } finally {
    rmSync(place, { recursive: true });
    await server.remove();
  }
});
