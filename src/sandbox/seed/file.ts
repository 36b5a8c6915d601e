import { parseDocument } from 'yaml';
import type { FaultScript } from '../fault-script.ts';
import type { Seed } from '../model.ts';
import { checkFaults, seedError } from './validate.ts';
import { checkSeed } from './world.ts';

/**
 * Reads a seed from YAML or JSON text; `name` is what messages call it. Throws `KnownError('seed-invalid')` with every
 * problem of one kind: of the syntax, else of the form, else of what the names refer to.
 */
export function parseSeed(text: string, name: string): Seed {
  return checkSeed(parseData(text, name), name);
}

/** Reads a fault script from YAML or JSON text, as {@link parseSeed} reads a seed. */
export function parseFaults(text: string, name: string): FaultScript {
  return checkFaults(parseData(text, name), name);
}

function parseData(text: string, name: string): unknown {
  const document = parseDocument(text, { version: '1.2', uniqueKeys: true, prettyErrors: true });
  if (document.errors.length > 0) {
    throw seedError(
      name,
      document.errors.map((error) => (error.message.split('\n')[0] ?? '').replace(/:$/, '')),
    );
  }
  return document.toJS({ maxAliasCount: 100 });
}
