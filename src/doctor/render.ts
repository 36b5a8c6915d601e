import type { CheckStatus, Examination, Finding } from '../model/doctor.ts';
import { jsonText } from '../render/json.ts';
import { codeSpan, escapeMarkdown } from '../render/markdown-escape.ts';
import type { Palette } from '../render/palette.ts';
import { count } from '../text/count.ts';
import { shown } from '../text/shown.ts';

const statuses: readonly CheckStatus[] = ['ok', 'warn', 'fail', 'unknown'];

/** Whether something is so that a run will fail. */
export function fails({ findings }: Pick<Examination, 'findings'>): boolean {
  return findings.some(({ status }) => status === 'fail');
}

/** One line a check, what to do below it, and at the end what can be pasted into an issue. */
export function doctorText(examination: Examination, palette: Palette): string {
  const paint: Readonly<Record<CheckStatus, (text: string) => string>> = {
    ok: palette.good,
    warn: palette.warning,
    fail: palette.error,
    unknown: palette.dim,
  };
  const width = Math.max(...examination.findings.map(({ code }) => code.length));
  const lines = examination.findings.flatMap(({ code, status, message, action }) => [
    `${paint[status](status.padEnd(7))} ${code.padEnd(width)}  ${shown(message)}`,
    ...(action === null ? [] : [`${' '.repeat(width + 10)}${palette.dim(shown(action))}`]),
  ]);
  const text = [...lines, '', summaryLine(examination)];
  if (examination.deviations.length > 0) {
    text.push('', palette.bold('Not as described (to be pasted into an issue of hf-groups):'), '');
    text.push(...deviationLines(examination));
  }
  return `${text.join('\n')}\n`;
}

/** `25 checks: 20 ok, 2 warn, 1 fail, 2 unknown.` */
function summaryLine({ findings }: Pick<Examination, 'findings'>): string {
  const counts = statuses.map((status) => `${countOf(findings, status)} ${status}`);
  return `${count(findings.length, 'check')}: ${counts.join(', ')}.`;
}

/** What differs from the description, for a stranger to read: no name, address or token is in it. */
export function deviationLines({ toolVersion, deviations }: Examination): readonly string[] {
  const requests = [...new Set(deviations.map(({ request }) => request))];
  return [
    `hf-groups ${toolVersion}`,
    ...requests.flatMap((request) => [
      request,
      ...deviations.filter((one) => one.request === request).map(({ what }) => `- ${what}`),
    ]),
  ];
}

/** The whole as JSON (`schemas/doctor.schema.json`). */
export function doctorJson(examination: Examination): string {
  const { createdAt, toolVersion, organization, endpoint, findings, deviations } = examination;
  return jsonText({
    format_version: '1.0',
    tool_version: toolVersion,
    created_at: createdAt,
    endpoint,
    organization,
    result: fails(examination) ? 'fail' : 'ok',
    summary: Object.fromEntries(statuses.map((status) => [status, countOf(findings, status)])),
    checks: findings,
    deviations,
    deviations_text: deviations.length === 0 ? null : `${deviationLines(examination).join('\n')}\n`,
  });
}

/** For the summary of a job: what is not well first. */
export function doctorMarkdown(examination: Examination): string {
  const rank: Readonly<Record<CheckStatus, number>> = { fail: 0, warn: 1, unknown: 2, ok: 3 };
  const sorted = examination.findings.toSorted((one, other) => rank[one.status] - rank[other.status]);
  const rows = sorted.map(({ code, status, message, action }) => {
    const what = action === null ? message : `${message}. ${action}`;
    return `| ${status} | ${codeSpan(code)} | ${escapeMarkdown(shown(what))} |`;
  });
  const deviations = examination.deviations.length === 0 ? [] : deviationBlock(examination);
  return [
    `**${summaryLine(examination)}**`,
    '',
    '| | check | |',
    '| --- | --- | --- |',
    ...rows,
    ...deviations,
    '',
  ].join('\n');
}

/** The words in it are of this program, or letters alone: none of them ends the block. */
function deviationBlock(examination: Examination): readonly string[] {
  return [
    '',
    'Not as described (to be pasted into an issue of hf-groups):',
    '',
    '```text',
    ...deviationLines(examination),
    '```',
  ];
}

function countOf(findings: readonly Finding[], status: CheckStatus): number {
  return findings.filter((finding) => finding.status === status).length;
}
