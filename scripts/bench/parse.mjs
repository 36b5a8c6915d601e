// What the measurements compare with: the two files, parsed by the libraries and nothing else.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseDocument } from 'yaml';

const [configuration, snapshot] = process.argv.slice(2);
const parsed = readdirSync(configuration).map((name) =>
  parseDocument(readFileSync(path.join(configuration, name), 'utf8')),
);
const live = JSON.parse(readFileSync(snapshot, 'utf8'));
if (parsed.some((document) => document.errors.length > 0) || live.groups.length === 0)
  throw new Error('not parsed');
