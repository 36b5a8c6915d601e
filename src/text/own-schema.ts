import type { Ajv2020, Options, ValidateFunction } from 'ajv/dist/2020.js';
import { once } from './once.ts';

/**
 * How ajv takes the schemas of this program: as they are. A test checks those in `schemas/` against their
 * meta-schema, which at run time would cost more than what they are compiled for.
 */
export const ownSchema = { meta: false, validateSchema: false } as const;

/** Schemas of what types say, by name, and how they are compiled. */
export interface Schemas<Types> {
  /** @param options to be taken besides its own: {@link ownSchema} at least */
  readonly ajv: (options: Options) => Ajv2020;
  /** The id of each, or a reference to a part of one. */
  readonly ids: { readonly [Name in keyof Types]: string };
}

/** The check of one schema; the same function for a name each time. */
export type ValidatorOf<Types> = <Name extends keyof Types>(name: Name) => ValidateFunction<Types[Name]>;

/**
 * Checks by schemas. Each is compiled when it is first asked for: a command that needs none of them does not wait. Those
 * that most runs need are compiled by the build already (`scripts/compiled-validators.ts`), which takes this one's place.
 *
 * @returns throws Error for an id that there is no schema of
 */
export function compiledWhenUsed<Types>({ ajv, ids }: Schemas<Types>): ValidatorOf<Types> {
  const compiler = once(() => ajv(ownSchema));
  return <Name extends keyof Types>(name: Name) => {
    const validate = compiler().getSchema<Types[Name]>(ids[name]);
    if (validate === undefined || '$async' in validate) throw new Error(`No schema ${ids[name]}`);
    return validate;
  };
}
