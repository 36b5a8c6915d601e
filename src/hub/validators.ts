import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from '../../schemas/hub.schema.json' with { type: 'json' };
import { compiledWhenUsed, type Schemas } from '../text/own-schema.ts';
import type { HubMe, ReadGroup } from './hub.ts';

/** What answers are read as: each is a definition of `schemas/hub.schema.json`. */
export interface Shapes {
  readonly readGroup: ReadGroup;
  readonly list: readonly unknown[];
  readonly object: Readonly<Record<string, unknown>>;
  readonly me: HubMe;
}

const idOf = (name: keyof Shapes): string => `${schema.$id}#/$defs/${name}`;

/** The schemas of answers. */
export const schemas: Schemas<Shapes> = {
  ajv: (options) => new Ajv2020({ schemas: [schema], ...options }),
  ids: { readGroup: idOf('readGroup'), list: idOf('list'), object: idOf('object'), me: idOf('me') },
};

/** Checks an answer. */
export const validatorOf = compiledWhenUsed(schemas);
