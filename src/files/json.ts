import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import hubSchema from '../../schemas/hub.schema.json' with { type: 'json' };
import planSchema from '../../schemas/plan.schema.json' with { type: 'json' };
import snapshotSchema from '../../schemas/snapshot.schema.json' with { type: 'json' };
import { type ErrorCode, KnownError } from '../errors.ts';
import type { Snapshot } from '../live/types.ts';
import type { Plan } from '../plan/types.ts';
import { visible } from '../text/visible.ts';
import { unreadable } from './sources.ts';

/** Reads a saved snapshot. @throws KnownError `file-unreadable` or `snapshot-invalid` */
export function readSnapshot(name: string, folder: string): Snapshot {
  const ajv = new Ajv2020({ strict: false });
  ajv.addSchema(hubSchema);
  return readJson<Snapshot>(name, folder, ajv.compile<Snapshot>(snapshotSchema), 'snapshot-invalid');
}

/** Reads a saved plan, as data; whether its digest fits is another question. @throws KnownError `plan-invalid` */
export function readPlan(name: string, folder: string): Plan {
  return readJson<Plan>(
    name,
    folder,
    new Ajv2020({ strict: false }).compile<Plan>(planSchema),
    'plan-invalid',
  );
}

function readJson<T>(name: string, folder: string, validate: ValidateFunction<T>, code: ErrorCode): T {
  const value = parse(name, readText(name, folder), code);
  if (validate(value)) return value;
  const [first] = validate.errors ?? [];
  const message = `${name} is not what it should be: ${first === undefined ? 'it does not fit its schema' : explain(first)}`;
  throw new KnownError(code, message, { details: { file: name } });
}

function readText(name: string, folder: string): string {
  try {
    return readFileSync(path.resolve(folder, name), 'utf8');
  } catch (cause) {
    throw unreadable(name, cause);
  }
}

function parse(name: string, text: string, code: ErrorCode): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new KnownError(code, `${name} is not JSON`, { details: { file: name }, cause });
  }
}

function explain({ instancePath, message }: ErrorObject): string {
  return `${instancePath === '' ? 'the document' : visible(instancePath, 120)} ${message ?? 'is wrong'}`;
}
