import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A new git repository with these files committed. */
export async function makeRepository(directory: string, files: Record<string, string>): Promise<void> {
  await mkdir(directory);
  const who = ['-c', 'user.name=Ana', '-c', 'user.email=ana@mission.example'];
  await run('git', ['init', '--quiet', directory]);
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(directory, file), text);
  await run('git', ['-C', directory, 'add', '.']);
  await run('git', ['-C', directory, ...who, 'commit', '--quiet', '--message', 'Begin']);
}
