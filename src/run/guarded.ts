import { Secrets } from '../text/secret.ts';
import type { Io, Output, Outside } from './io.ts';

/** Variables that hold tokens of the Hub or of GitHub. */
const holders = [
  'HF_TOKEN',
  'HUGGING_FACE_HUB_TOKEN',
  'GITHUB_TOKEN',
  'GH_TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
] as const;

/**
 * The outside world with both outputs guarded: no token that the run knows, and nothing of the form of one, leaves by
 * them, whoever writes. What is written to files or sent elsewhere goes through `secrets.blot` as well.
 */
export function guardedIo(outside: Outside): Io {
  const secrets = new Secrets();
  for (const name of holders) secrets.keep(outside.env[name]);
  return {
    stdout: guarded(outside.stdout, secrets),
    stderr: guarded(outside.stderr, secrets),
    // A getter: reading it would keep a program from ending that asks nothing.
    get stdin() {
      return outside.stdin;
    },
    env: outside.env,
    folder: outside.folder,
    home: outside.home,
    clock: outside.clock,
    secrets,
    now: () => outside.now(),
    random: () => outside.random(),
    secret: () => outside.secret(),
    onSignal: (handle) => outside.onSignal(handle),
    abort: (code) => outside.abort(code),
  };
}

function guarded(output: Output, secrets: Secrets): Output {
  return {
    write: (text) => output.write(secrets.blot(text)),
    flush: () => output.flush(),
    get isTTY() {
      return output.isTTY;
    },
    get columns() {
      return output.columns;
    },
  };
}
