import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import faultsSchema from '../../../schemas/faults.schema.json' with { type: 'json' };
import hubSchema from '../../../schemas/hub.schema.json' with { type: 'json' };
import seedSchema from '../../../schemas/seed.schema.json' with { type: 'json' };
import { KnownError } from '../../errors.ts';
import { once } from '../../text/once.ts';
import { ownSchema } from '../../text/own-schema.ts';
import type { FaultScript } from '../fault-script.ts';
import type { HandSeed, SnapshotSeed } from '../model.ts';

/** The seed as a person wrote it. Throws `KnownError('seed-invalid')` with every problem. */
export function checkHandSeed(data: unknown, name: string): HandSeed {
  return checked(validators().seed, data, name);
}

/** A saved copy of an organization. Throws `KnownError('seed-invalid')` with every problem. */
export function checkSnapshot(data: unknown, name: string): SnapshotSeed {
  return checked(validators().snapshot, data, name);
}

/** A fault script. Throws `KnownError('seed-invalid')` with every problem. */
export function checkFaults(data: unknown, name: string): FaultScript {
  return checked(validators().faults, data, name);
}

/** The error for a seed (or fault script) called `name` with these problems. */
export function seedError(name: string, problems: readonly string[], cause?: unknown): KnownError {
  const [first = 'it is wrong', ...others] = problems;
  const more = others.length === 0 ? '' : `; and ${others.length} more`;
  return new KnownError('seed-invalid', `${name} cannot be used: ${first}${more}`, {
    hint: hintFor(problems),
    details: { problems },
    ...(cause === undefined ? {} : { cause }),
  });
}

/** Somebody who has a configuration at hand gives that: the two look alike. */
function hintFor(problems: readonly string[]): string {
  return problems.includes('top level: unknown key "version"')
    ? 'It looks like a configuration. A seed is the organization itself: `hf-groups plan --save-live FILE` saves one.'
    : 'docs/sandbox.md has every field.';
}

/** Compiled at the first use: most runs of the program seed no Hub. */
const validators = once(() => {
  const ajv = new Ajv2020({ allErrors: true, verbose: true, ...ownSchema });
  ajv.addSchema(hubSchema);
  return {
    seed: ajv.compile<HandSeed>(seedSchema),
    snapshot: ajv.compile<SnapshotSeed>({ $ref: `${hubSchema.$id}#/$defs/snapshot` }),
    faults: ajv.compile<FaultScript>(faultsSchema),
  };
});

function checked<Data>(validate: ValidateFunction<Data>, data: unknown, name: string): Data {
  if (validate(data)) return data;
  throw seedError(name, [...new Set(explainAll(validate.errors ?? []))]);
}

/**
 * Where one of several forms is allowed, the errors of all forms come. Those of a form that the value does not even
 * have the type of say nothing, and the choice itself only says something when nothing else is wrong within it.
 */
function explainAll(errors: readonly ErrorObject[]): readonly string[] {
  const choices = new Set(
    errors.filter(({ keyword }) => keyword === 'anyOf').map(({ instancePath }) => instancePath),
  );
  const told = errors.filter(({ keyword, instancePath }) => {
    if (keyword === 'propertyNames' || keyword === 'anyOf') return false;
    return keyword !== 'type' || !choices.has(instancePath);
  });
  const within = (place: string): boolean =>
    told.some(({ instancePath }) => instancePath === place || instancePath.startsWith(`${place}/`));
  const silent = errors.filter(({ keyword, instancePath }) => {
    if (keyword !== 'anyOf' || within(instancePath)) return false;
    return ![...choices].some((other) => other.startsWith(`${instancePath}/`));
  });
  return [...told, ...silent].map(explain);
}

function explain(error: ErrorObject): string {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const place = path.length === 0 ? 'top level' : path.join(' › ');
  const { params } = error;
  switch (error.keyword) {
    case 'additionalProperties':
      return `${place}: unknown key ${JSON.stringify(params['additionalProperty'])}`;
    case 'required':
      return `${place}: ${JSON.stringify(params['missingProperty'])} is missing`;
    case 'enum':
      return `${place}: must be one of ${String(params['allowedValues'])}`;
    case 'anyOf':
      return `${place}: is none of the forms allowed here`;
    default: {
      const what = error.propertyName === undefined ? '' : `key ${JSON.stringify(error.propertyName)} `;
      return `${place}: ${what}${error.message ?? 'is wrong'}`;
    }
  }
}
