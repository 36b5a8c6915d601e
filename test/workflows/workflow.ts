import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';

/** A step of a job. */
export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly if?: string;
  readonly needs?: string;
  readonly 'timeout-minutes'?: unknown;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly strategy?: {
    readonly 'fail-fast': unknown;
    readonly matrix: { readonly include?: readonly Readonly<Record<string, string>>[] };
  };
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': unknown };
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const validate = new Ajv2020().compile<Workflow>({
  type: 'object',
  required: ['on', 'jobs'],
  properties: {
    on: { type: 'object' },
    jobs: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        required: ['steps'],
        properties: { steps: { type: 'array', items: { type: 'object' } } },
      },
    },
  },
});

/** Reads a workflow. @throws Error when it has not the form that the rules look at */
export function parseWorkflow(text: string): Workflow {
  const data: unknown = parse(text);
  if (!validate(data)) throw new Error(JSON.stringify(validate.errors));
  return data;
}
