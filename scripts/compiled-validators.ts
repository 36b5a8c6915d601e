import path from 'node:path';
import { _ } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import type { Plugin } from 'esbuild';
import { schemas as fileSchemas } from '../src/config/validators.ts';
import { schemas as hubSchemas } from '../src/hub/validators.ts';
import { ownSchema, type Schemas } from '../src/text/own-schema.ts';

/** Modules that check by schemas, by their paths. */
const modules: Readonly<Record<string, Schemas<Readonly<Record<string, unknown>>>>> = {
  'src/config/validators.ts': fileSchemas,
  'src/hub/validators.ts': hubSchemas,
};

/** The formats that schemas use, as the code of such a module finds them. */
const formats = _`{ date: require('../text/date.ts').isCalendarDate }`;

/**
 * Puts into a program the checks themselves in place of the schemas that they are compiled from: what checks the files
 * and the answers of the Hub runs in every command, and compiling it takes a third of the time of a small one.
 */
export const compiledValidators: Plugin = {
  name: 'compiled-validators',
  setup(build) {
    build.onLoad({ filter: /[\\/]validators\.ts$/ }, ({ path: file }) => {
      const root = build.initialOptions.absWorkingDir ?? '.';
      const schemas = modules[path.relative(root, file).replaceAll('\\', '/')];
      if (schemas === undefined) return undefined;
      return { contents: moduleOf(schemas), loader: 'js', resolveDir: path.dirname(file) };
    });
  },
};

/** @returns the text of an ES module that exports `validatorOf`, as the module itself does */
function moduleOf({ ajv, ids }: Schemas<Readonly<Record<string, unknown>>>): string {
  const checks = standalone.default(ajv({ ...ownSchema, code: { source: true, esm: true, formats } }), ids);
  const names = Object.keys(ids).join(', ');
  return `${checks}\nconst checks = { ${names} };\nexport const validatorOf = (name) => checks[name];`;
}
