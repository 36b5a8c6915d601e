import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import schema from '../../schemas/groups.schema.json' with { type: 'json' };
import type { Collector } from '../diagnostics/collector.ts';
import { ownSchema } from '../files/own-schema.ts';
import { isCalendarDate } from '../text/date.ts';
import { explain } from './explain.ts';
import { Finder } from './finder.ts';
import type { SourceFile } from './source-file.ts';
import { plainOf, type Tree } from './tree.ts';

/** Reports every way in which the file does not fit `schemas/groups.schema.json`, each where it stands. */
export function checkSchema(file: SourceFile, tree: Tree, found: Collector): void {
  const validate = validator();
  if (validate(plainOf(tree))) return;
  const finder = new Finder(file, tree);
  for (const error of validate.errors ?? []) explain(error, finder, found);
  // The errors refer to the data, and the function lives as long as the program.
  validate.errors = null;
}

let compiled: ValidateFunction | null = null;

/** Compiled once, at the first use: a command that needs no schema does not wait for it. */
function validator(): ValidateFunction {
  if (compiled === null) {
    const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: true, ...ownSchema });
    ajv.addFormat('date', isCalendarDate);
    compiled = ajv.compile(schema);
  }
  return compiled;
}
