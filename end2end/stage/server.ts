import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** The release binary. */
const BINARY = process.env['MISSION_CONTROL_BIN'] ?? '';
/** The server promises to end within five seconds. */
const ENDS = 10_000;
const STARTS = 30_000;

/** Whatever still runs when this process ends is ended with it. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A `mission-control serve` with its own data and workspace. */
export class Server {
  /** The address it listens on, as in `http://127.0.0.1:4000`. */
  url = '';
  /** The link for the first person, as long as there is nobody. */
  setupLink = '';
  /** What it wrote to standard error, to be shown when a test fails. */
  log = '';
  readonly workspace: string;
  readonly data: string;
  private child: ChildProcess | undefined;
  private readonly others: ChildProcess[] = [];

  private constructor(
    private readonly home: string,
    private readonly flags: string[],
  ) {
    this.data = path.join(home, 'data');
    this.workspace = path.join(home, 'workspace');
  }

  static async start(...flags: string[]): Promise<Server> {
    const server = new Server(await mkdtemp(path.join(tmpdir(), 'mission-control-')), flags);
    await mkdir(server.workspace);
    await server.listen();
    return server;
  }

  /**
   * Starts it, on a free port or on the one that is given, and waits until it says where it listens. A port that it had
   * before may be in use for a moment by a connection that others make.
   */
  async listen(port = 0): Promise<void> {
    for (let tries = port === 0 ? 1 : 20; ; tries--) {
      try {
        return await this.serve(port);
      } catch (error) {
        if (tries <= 1) throw error;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }

  private async serve(port: number): Promise<void> {
    const place = ['--data', this.data, '--workspace', this.workspace];
    const child = this.spawn('serve', '--listen', `127.0.0.1:${port}`, ...place, ...this.flags);
    this.child = child;
    this.url = await new Promise<string>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`it did not start:\n${this.log}`)), STARTS);
      child.once('exit', (code) => reject(new Error(`it ended with ${code}:\n${this.log}`)));
      createInterface({ input: child.stdout! }).on('line', (line) => {
        if (line.startsWith('setup link: ')) this.setupLink = line.slice('setup link: '.length);
        if (!line.startsWith('listening on ')) return;
        clearTimeout(late);
        resolve(line.slice('listening on '.length));
      });
    });
  }

  /** Where it listens. */
  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** Stops it as a person does, with SIGTERM. */
  async stop(): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (child) await this.end(child);
  }

  /** Ends it as a power cut does: it has no time to say anything. */
  async crash(): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (!child) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  /** Stops it and what runs beside it, and throws their files away. */
  async remove(): Promise<void> {
    for (const other of this.others) await this.end(other);
    await this.stop();
    await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
  }

  /** The command line beside the running server; answers what stands on standard output. */
  async command(args: string[], input = ''): Promise<string> {
    const child = this.spawn(...args, '--data', this.data);
    let output = '';
    child.stdout!.on('data', (text) => (output += text));
    // A command that asks for nothing may be over before it was told so: that is no failure of it.
    child.stdin!.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
    child.stdin!.end(input);
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${this.log}`);
    return output.trim();
  }

  /** Another program of this machine that works for the server, such as a runner; it is removed with the server. */
  beside(...args: string[]): void {
    this.others.push(this.spawn(...args));
  }

  private spawn(...args: string[]): ChildProcess {
    if (!BINARY) throw new Error('MISSION_CONTROL_BIN must name the release binary: run `cargo xtask e2e`');
    const child = spawn(BINARY, args, {
      env: { PATH: process.env['PATH'], HOME: this.home, XDG_DATA_HOME: this.home },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    child.stderr!.on('data', (text) => (this.log += text));
    return child;
  }

  private async end(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const late = setTimeout(() => child.kill('SIGKILL'), ENDS);
    child.kill('SIGTERM');
    await ended;
    clearTimeout(late);
  }
}
