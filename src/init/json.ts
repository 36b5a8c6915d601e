import type { InitResult } from './result.ts';

/** The result as one JSON document. A file has its `text` only when it was not written. */
export function initJson(result: InitResult): string {
  const { choices, files, steps, notes, dryRun } = result;
  const { action, organization, branch, file, others = [] } = choices;
  const document = {
    format_version: '1.0',
    dry_run: dryRun,
    organization,
    branch,
    file,
    ...(others.length === 0 ? {} : { others }),
    action: { uses: action.uses, version: action.version, placeholder: result.placeholder },
    files: files.map(({ path, status, text }) =>
      status === 'would_write' ? { path, status, text } : { path, status },
    ),
    notes,
    left_to_do: steps.map(({ id, title, text, copy }) => ({ id, title, text, copy })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
