/**
 * How ajv takes the schemas of this program: as they are. A test checks those in `schemas/` against their
 * meta-schema, which at run time would cost more than what they are compiled for.
 */
export const ownSchema = { meta: false, validateSchema: false } as const;
