import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from '../../schemas/groups.schema.json' with { type: 'json' };
import { isCalendarDate } from '../text/date.ts';
import { compiledWhenUsed, type Schemas } from '../text/own-schema.ts';

/** The schema of a file. Its checks give all errors, each with what it is about. */
export const schemas: Schemas<{ readonly file: unknown }> = {
  ajv(options) {
    const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: true, ...options });
    ajv.addFormat('date', isCalendarDate);
    return ajv.addSchema(schema);
  },
  ids: { file: schema.$id },
};

/** Checks a file. */
export const validatorOf = compiledWhenUsed(schemas);
