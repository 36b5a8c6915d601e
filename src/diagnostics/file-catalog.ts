import { type CatalogEntry, error } from './catalog-entry.ts';

/** What can be wrong with a file before anybody knows what it declares. */
export const fileCatalog = {
  'file-too-large': error(
    'The file is over 16 MiB',
    'A configuration file has a bound, so that a mistake or an attack cannot exhaust the machine.',
    'Split the configuration over several files in a folder and name it: `--file access/`.',
  ),
  'file-encoding': error(
    'The file is not UTF-8',
    'The bytes at the place that is shown are not UTF-8. Other encodings are not guessed.',
    'Save the file as UTF-8: most editors have it under “Save as” or “Encoding”; `iconv -f latin1 -t utf-8 OLD > NEW` does it too.',
  ),
  'file-elsewhere': error(
    'The content is not in the commit',
    'On GitHub files are read from a commit, as data: a symbolic link, a submodule or a pointer of Git LFS stands for a file that is somewhere else, and is not followed.',
    'Commit the file itself, as a regular file.',
  ),
  'files-too-large': error(
    'All files together are too large',
    'The files of one configuration have 64 MiB of text at most.',
    'Name fewer files: parts of an organization can be planned by themselves, `--file access/research/`.',
  ),
  'file-empty': error(
    'The file declares nothing',
    'The file is empty or has only comments. An empty configuration is more often a mistake than a wish.',
    'Start with two lines, `version: 1` and `organization: acme-ai`.',
  ),
  'yaml-syntax': error(
    'Not YAML',
    'The text is not YAML 1.2: a tab as indentation, a quote or bracket that is not closed, a colon without a space. One slip is told once, where it begins.',
    'Write every line as `name: value`, or `name:` with what belongs to it below, indented by two spaces; `{ role: read }` is closed in its own line.',
  ),
  'yaml-several-documents': error(
    'Several documents in one file',
    'A line `---` begins a second document. Which one is meant cannot be known.',
    'Put each into a file of its own and name both, `--file a.yaml --file b.yaml`, or remove the line `---`.',
  ),
  'yaml-version': error(
    'Not YAML 1.2',
    'A `%YAML` directive asks for another version, in which `no` is a truth value and `010` is eight.',
    'Remove the line that begins with `%YAML`.',
  ),
  'yaml-duplicate-key': error(
    'A key stands twice',
    'The same key, to the letter, is written twice in one mapping, and only one of them could hold. A person under two letter cases is `duplicate-person`.',
    'Keep one, with what belongs below both: one `groups:` with all groups.',
  ),
  'yaml-merge-key': error(
    'A merge key',
    '`<<` merges another mapping in. YAML 1.2 has no such key, and it hides who gets access.',
    'Write the entries out, or make the people a team: `teams: { research: { members: [ada] } }`.',
  ),
  'yaml-alias': error(
    'An alias that cannot be expanded',
    'The alias has no anchor, contains itself, or all aliases of a file together expand to more than 10,000 values or 1,000,000 characters.',
    'Write the values out, or make the people a team. A name that begins with `*` stands in quotes: `"*ada"`.',
  ),
  'yaml-tag': error(
    'An unknown tag',
    'A value carries a tag (`!something`) that has no meaning here.',
    'Remove the word that begins with `!`: `kim: read`, not `kim: !role read`.',
  ),
  'yaml-too-deep': error(
    'Nested too deeply',
    'The file is nested deeper than any configuration is.',
    'Look for a bracket that is opened again and again; a configuration has seven levels.',
  ),
  'yaml-too-long': error(
    'Too many words and signs',
    'The file has more than 4,000,000 words, signs, spaces and line ends (a comma counts twice): more than the 16 MiB of a file hold in ordinary lines.',
    'Look for what fills the file, or split it over several files in a folder: `--file access/`.',
  ),
  'yaml-blank-lines': error(
    'Too many blank lines',
    'More than 1,000 lines without a word follow one another. Reading them takes much longer than reading words.',
    'Delete the blank lines from the place that is shown on.',
  ),
  'yaml-too-many-errors': error(
    'More errors of the YAML than are shown',
    'The text is so far from YAML that further errors would say nothing new.',
    'Look whether it is the right file. Else mend the first errors and validate again.',
  ),
} as const satisfies Record<string, CatalogEntry>;
