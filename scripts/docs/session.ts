import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { accessDigest } from '../../src/access/digest.ts';
import { main } from '../../src/commands/main.ts';
import { systemClock } from '../../src/hub/clock.ts';
import type { AccessReport } from '../../src/model/access.ts';
import type { Plan } from '../../src/model/plan.ts';
import { digestOf } from '../../src/plan/digest.ts';
import type { InterruptSignal, Outside } from '../../src/run/io.ts';
import { assignment, shellLine } from './words.ts';

/** The moment at which every example runs. */
const moment = new Date('2026-11-20T12:00:00.000Z');

/** The options that a plan depends on; each has one value. */
const planningOptions: ReadonlySet<string> = new Set(['-f', '--file', '--group', '--live']);

/** The files of the repository that examples use. */
const examples = ['groups.example.yaml', 'docs/examples/twelve-groups.yaml'] as const;

/** An embedded Hub: where it really listens, and where the documentation says that it does. */
interface Endpoint {
  readonly real: string;
  readonly shown: string;
}

/**
 * A shell of the documentation: runs the real program within this process, in a folder of its own that holds the
 * examples. `hf-groups sandbox --port N` starts a real embedded Hub on a free port, and what is shown
 * has the port that the example asks for, and the digests of a plan for it. The clock stands still.
 */
export class Session {
  readonly #root: string;
  readonly #folder: string;
  readonly #env: Record<string, string> = {};
  /** Digests as they came out and as they are shown. */
  readonly #digests = new Map<string, string>();
  /** Every Hub of the session, the latest first. */
  #endpoints: readonly Endpoint[] = [];
  #endHub: () => Promise<void> = async () => {};
  #code = 0;

  constructor(root: string) {
    this.#root = root;
    this.#folder = mkdtempSync(path.join(tmpdir(), 'hf-groups-docs-'));
    for (const file of examples) {
      mkdirSync(path.dirname(path.join(this.#folder, file)), { recursive: true });
      copyFileSync(path.join(root, file), path.join(this.#folder, file));
    }
  }

  /** Colour, for one, is asked for by a variable. */
  setVariable(name: string, value: string): void {
    this.#env[name] = value;
  }

  writeFile(name: string, text: string): void {
    const file = path.join(this.#folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, this.#toReal(text));
  }

  /**
   * Runs one line.
   *
   * @param answer what is typed when the program asks; `null` when nobody is there
   * @returns what a terminal shows, without the line itself
   */
  async run(line: string, answer: string | null): Promise<string> {
    const { variables, words } = shellLine(line);
    const [command, ...rest] = words;
    switch (command) {
      case 'hf-groups':
        return this.#toShown(await this.#program(rest, Object.fromEntries(variables), answer));
      case 'export':
        for (const word of rest) this.setVariable(...assignment(word));
        return '';
      case 'echo':
        if (rest.join(' ') !== '$?') break;
        return `${this.#code}\n`;
      case 'git':
        // Enough of a repository for what asks whether there is one.
        if (rest.join(' ') !== 'init --quiet') break;
        mkdirSync(path.join(this.#folder, '.git'));
        return '';
      case 'cat':
        return this.#toShown(
          rest.map((name) => readFileSync(path.join(this.#folder, name), 'utf8')).join(''),
        );
    }
    throw new Error(`The console of the documentation does not know: ${line}`);
  }

  /** Ends the Hub and removes the folder. */
  async close(): Promise<void> {
    await this.#endHub();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #program(
    words: readonly string[],
    variables: Readonly<Record<string, string>>,
    answer: string | null,
  ): Promise<string> {
    if (words[0] === 'sandbox' && words.includes('--port')) return this.#sandbox(words);
    const real = words.map((word) => this.#toReal(word));
    await this.#learnDigest(real, variables);
    const screen = new Screen(answer);
    this.#code = await main(real, this.#io(screen, variables));
    return screen.text;
  }

  async #sandbox(words: readonly string[]): Promise<string> {
    await this.#endHub();
    const port = words[words.indexOf('--port') + 1] ?? '';
    const screen = new Screen(null);
    let stop: (signal: InterruptSignal) => void = () => {};
    const io: Outside = {
      ...this.#io(screen, {}),
      onSignal: (handle) => {
        stop = handle;
        return () => {};
      },
    };
    const free = words
      .map((word) => this.#toReal(word))
      .map((word, at) => (words[at - 1] === '--port' ? '0' : word));
    const ended = main(free, io);
    await Promise.race([screen.seen('runs until Ctrl-C'), ended]);
    const [real] = /http:\/\/127\.0\.0\.1:\d+/.exec(screen.text) ?? [];
    if (real === undefined) throw new Error(`The embedded Hub did not start:\n${screen.text}`);
    this.#endpoints = [{ real, shown: `http://127.0.0.1:${port}` }, ...this.#endpoints];
    this.#endHub = async () => {
      stop('SIGINT');
      await ended;
    };
    return screen.text;
  }

  /** The digest of a plan holds the endpoint, so it is told what it would be at the endpoint that is shown. */
  async #learnDigest(words: readonly string[], variables: Readonly<Record<string, string>>): Promise<void> {
    if (words[0] === 'access') return this.#learnDigestOfAccess(words, variables);
    if (this.#endpoints.length === 0 || (words[0] !== 'plan' && words[0] !== 'apply')) return;
    const same = words.flatMap((word, at) => (planningOptions.has(word) ? [word, words[at + 1] ?? ''] : []));
    const screen = new Screen(null);
    await main(['plan', ...same, '--format', 'json'], this.#io(screen, variables));
    const plan: Partial<Plan> = JSON.parse(screen.text);
    const { digest, endpoint, organization, changes } = plan;
    if (digest === undefined || endpoint === undefined || organization === undefined) return;
    this.#digests.set(digest, digestOf(this.#toShown(endpoint), organization, changes ?? []));
  }

  /** The like for a report of access. */
  async #learnDigestOfAccess(
    words: readonly string[],
    variables: Readonly<Record<string, string>>,
  ): Promise<void> {
    const screen = new Screen(null);
    await main([...words, '--format', 'json'], this.#io(screen, variables));
    const { digest, endpoint, organization, rows }: Partial<AccessReport> = JSON.parse(screen.text);
    if (digest === undefined || endpoint === undefined || organization === undefined) return;
    const shown = accessDigest({ endpoint: this.#toShown(endpoint), organization, rows: rows ?? [] });
    this.#digests.set(digest, shown);
  }

  #io(screen: Screen, variables: Readonly<Record<string, string>>): Outside {
    return {
      stdout: screen,
      stderr: screen,
      stdin: screen.keyboard,
      env: Object.fromEntries(
        Object.entries({ ...this.#env, ...variables }).map(([name, value]) => [name, this.#toReal(value)]),
      ),
      folder: this.#folder,
      home: this.#folder,
      now: () => moment,
      clock: systemClock,
      random: () => 0.5,
      secret: () => '5f3a90c7d21be846',
      onSignal: () => () => {},
      abort: () => {
        throw new Error('An example must not be ended by force.');
      },
    };
  }

  #toShown(text: string): string {
    let shown = text.replaceAll(this.#root, '.');
    // What depends on how fast the machine is.
    shown = shown.replace(/("duration_ms": )\d+/g, '$10').replace(/(Root=1-sandbox-)\d+/g, '$1000000');
    for (const endpoint of this.#endpoints) shown = shown.replaceAll(endpoint.real, endpoint.shown);
    for (const [real, known] of this.#digests) shown = shown.replaceAll(real, known);
    return shown;
  }

  #toReal(text: string): string {
    let real = text;
    for (const endpoint of this.#endpoints) real = real.replaceAll(endpoint.shown, endpoint.real);
    for (const [digest, shown] of this.#digests) real = real.replaceAll(shown, digest);
    return real;
  }
}

/** Both outputs of the program on one screen, and a keyboard on which the answer is typed. */
class Screen {
  text = '';
  readonly isTTY = false;
  readonly columns = undefined;
  readonly keyboard: Outside['stdin'];
  readonly #answer: string | null;
  #awaited: { readonly mark: string; readonly tell: () => void } | null = null;

  constructor(answer: string | null) {
    this.#answer = answer;
    this.keyboard = Object.assign(Readable.from(answer === null ? [] : [`${answer}\n`]), {
      isTTY: answer !== null,
    });
  }

  write(text: string): void {
    // The terminal shows what is typed, and the line break after it.
    const echo = text === prompt && this.#answer !== null ? `${this.#answer}\n` : '';
    this.text += text + echo;
    if (this.#awaited !== null && this.text.includes(this.#awaited.mark)) this.#awaited.tell();
  }

  /** What is written is on the screen. */
  async flush(): Promise<null> {
    return null;
  }

  /** Resolves when the text is on the screen. */
  seen(mark: string): Promise<void> {
    return new Promise((tell) => {
      this.#awaited = { mark, tell };
    });
  }
}

/** What `apply` ends its question with. */
export const prompt = 'Enter a value: ';
