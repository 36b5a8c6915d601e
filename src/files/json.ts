import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import accessSchema from '../../schemas/access.schema.json' with { type: 'json' };
import hubSchema from '../../schemas/hub.schema.json' with { type: 'json' };
import planSchema from '../../schemas/plan.schema.json' with { type: 'json' };
import snapshotSchema from '../../schemas/snapshot.schema.json' with { type: 'json' };
import { KnownError } from '../errors.ts';
import type { Snapshot } from '../live/organization.ts';
import type { AccessReport } from '../model/access.ts';
import type { ErrorCode } from '../model/error-code.ts';
import type { Plan } from '../model/plan.ts';
import { contradictionIn } from '../plan/saved-plan.ts';
import { parseJson } from '../text/json.ts';
import { ownSchema } from '../text/own-schema.ts';
import { visible } from '../text/visible.ts';
import { unreadable } from './sources.ts';

/** Reads a saved snapshot. @throws KnownError `file-unreadable` or `snapshot-invalid` */
export function readSnapshot(name: string, folder: string): Snapshot {
  const ajv = new Ajv2020({ strict: false, ...ownSchema });
  ajv.addSchema(hubSchema);
  return readJson<Snapshot>(name, folder, ajv.compile<Snapshot>(snapshotSchema), 'snapshot-invalid');
}

/** Reads an earlier report of access. @throws KnownError `file-unreadable` or `access-invalid` */
export function readAccess(name: string, folder: string): AccessReport {
  const ajv = new Ajv2020({ strict: false, ...ownSchema });
  return readJson<AccessReport>(name, folder, ajv.compile<AccessReport>(accessSchema), 'access-invalid');
}

/**
 * Reads a saved plan, as data whose changes make sense; whether its digest fits is another question.
 *
 * @throws KnownError `plan-invalid`
 */
export function readPlan(name: string, folder: string): Plan {
  const validate = new Ajv2020({ strict: false, ...ownSchema }).compile<Plan>(planSchema);
  const plan = readJson<Plan>(name, folder, validate, 'plan-invalid');
  const problem = contradictionIn(plan);
  if (problem !== null) throw invalid('plan-invalid', name, problem);
  return plan;
}

function readJson<T>(name: string, folder: string, validate: ValidateFunction<T>, code: Code): T {
  const value = parse(name, readText(name, folder), code);
  if (validate(value)) return value;
  const [first] = validate.errors ?? [];
  const problem =
    otherVersion(value) ??
    otherDocument(value) ??
    (first === undefined ? 'it does not fit its schema' : explain(first));
  throw invalid(code, name, problem);
}

function invalid(code: Code, name: string, problem: string): KnownError {
  return new KnownError(code, `${name} is not ${things[code]}: ${problem}`, {
    hint: made[code],
    details: { file: name },
  });
}

type Code = Extract<ErrorCode, 'plan-invalid' | 'snapshot-invalid' | 'access-invalid'>;

const things: Readonly<Record<Code, string>> = {
  'plan-invalid': 'a saved plan',
  'snapshot-invalid': 'a saved snapshot',
  'access-invalid': 'a report of access',
};

const made: Readonly<Record<Code, string>> = {
  'plan-invalid': 'Make one with `hf-groups plan --out FILE`.',
  'snapshot-invalid': 'Make one with `hf-groups plan --save-live FILE`.',
  'access-invalid': 'Make one with `hf-groups access --format json`.',
};

/** A file of ours that is not the one that was meant. */
function otherDocument(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('format_version' in value)) return null;
  if ('rows' in value) return 'it looks like a report of access';
  if ('taken_at' in value) return 'it looks like a snapshot';
  if ('result' in value) return 'it looks like a report';
  return 'policy' in value ? 'it looks like a plan' : null;
}

/** A file that another version of the program wrote deserves to be told so. */
function otherVersion(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('format_version' in value)) return null;
  const { format_version: version } = value;
  return version === '1.0' || typeof version !== 'string'
    ? null
    : `it has the format version ${visible(version, 20)}, and this program reads 1.0`;
}

function readText(name: string, folder: string): string {
  try {
    return readFileSync(path.resolve(folder, name), 'utf8');
  } catch (cause) {
    throw unreadable(name, cause);
  }
}

function parse(name: string, text: string, code: Code): unknown {
  try {
    // Some editors and shells put a byte order mark before it.
    return parseJson(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new KnownError(code, `${name} is not JSON`, { hint: made[code], details: { file: name }, cause });
  }
}

function explain({ instancePath, message }: ErrorObject): string {
  return `${instancePath === '' ? 'the document' : visible(instancePath, 120)} ${message ?? 'is wrong'}`;
}
