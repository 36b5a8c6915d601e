import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Collector } from '../diagnostics/collector.ts';
import type { SourceFile } from '../text/source-file.ts';
import { explain, keyMeant } from './explain.ts';
import { Finder } from './finder.ts';
import { escaped, isCovered, reportMisplaced } from './misplaced.ts';
import { plainOf, type Tree } from './tree.ts';
import { validatorOf } from './validators.ts';

/** Reports every way in which the file does not fit `schemas/groups.schema.json`, each where it stands, and once. */
export function checkSchema(file: SourceFile, tree: Tree, found: Collector): void {
  const validate = validatorOf('file');
  if (validate(plainOf(tree))) return;
  const finder = new Finder(file, tree);
  const covered = reportMisplaced(file, tree, found);
  const errors = withoutShadows(validate.errors ?? []);
  const meant = new Set(errors.map((error) => `${error.instancePath}/${keyMeant(error)}`));
  for (const error of errors) {
    // A key by another name is one slip, not an unknown key and a missing one.
    if (meant.has(`${error.instancePath}/${error.params['missingProperty']}`)) continue;
    if (!isCovered(pointerOf(error), covered)) explain(error, finder, found);
  }
  // The errors refer to the data, and the function lives as long as the program.
  validate.errors = null;
}

/**
 * Spaces of a web page look like those of an indentation and belong to the key, so that nothing stands where it seems
 * to: where a file has them, they are what is wrong.
 */
function withoutShadows(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const odd = errors.filter(({ params }) =>
    /^[\u00a0\u2000-\u200b\u3000]/.test(String(params['additionalProperty'])),
  );
  return odd.length === 0 ? errors : odd;
}

/** Where the error is, an unknown key included. */
function pointerOf(error: ErrorObject): string {
  const key = error.params['additionalProperty'] ?? error.params['propertyName'];
  return typeof key === 'string' ? `${error.instancePath}/${escaped(key)}` : error.instancePath;
}
