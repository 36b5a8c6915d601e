import { describe, expect, it } from 'vitest';
import { createPalette } from '../../src/render/palette.ts';
import { renderReportText } from '../../src/render/report-text.ts';
import { blocked, change, group, report, reported } from './builders.ts';
import { reports } from './samples.ts';

const options = { palette: createPalette(false), verbose: false };
const team = group('Team');

describe('renderReportText', () => {
  it('counts what was made, not what was so before', () => {
    const done = report({
      changes: [
        reported(change(team, 'ada', null, 'read'), 'applied'),
        reported(change(team, 'kim', null, 'read'), 'already'),
        reported(change(team, 'user', 'read', 'write'), 'applied'),
        reported(change(team, 'bob', 'read', null), 'applied'),
      ],
    });
    expect(renderReportText(done, options)).toBe(
      '1 change was as it should be already.\nApply complete! 1 added, 1 changed, 1 removed.\n',
    );
  });

  it('shows the changes of a complete run when asked for more', () => {
    const done = report({ changes: [reported(change(team, 'ada', null, 'read'), 'applied')] });
    expect(renderReportText(done, { ...options, verbose: true })).toContain(
      '+ ada read  groups.yaml:14  done\n',
    );
  });

  it.each(
    Object.entries(reports).filter(([, { result }]) => result !== 'applied' && result !== 'nothing_to_do'),
  )('does not call %s complete', (_, one) => {
    expect(renderReportText(one, options)).not.toContain('Apply complete!');
  });

  it('shows what was not done before what was', () => {
    const text = renderReportText(
      report({
        result: 'partial',
        changes: [
          reported(change(team, 'ada', null, 'read'), 'applied'),
          reported(change(team, 'kim', null, 'read'), 'failed', {
            http_status: 403,
            message: 'No',
            request_id: 'r-1',
          }),
        ],
      }),
      options,
    );
    expect(text.indexOf('+ kim')).toBeLessThan(text.indexOf('+ ada'));
    expect(text).toContain('failed: “No” (HTTP 403), request id r-1');
    expect(text).toContain(
      'Apply incomplete: 1 of 2 changes made (1 added, 0 changed, 0 removed), 1 failed.\n',
    );
    expect(text).toContain('it makes only what is still missing');
  });

  it('says what to do when entries are blocked and nothing else is left', () => {
    const text = renderReportText(
      report({ result: 'partial', blocked: [blocked(team, 'kmi', 'not_in_organization')] }),
      options,
    );
    expect(text).toContain('Apply incomplete: no change to make, 1 blocked.\n');
    expect(text).toMatch(/Correct the blocked entries.*\n$/);
  });

  it.each([
    ['guard', 'waiver'],
    ['stale-plan', 'Make a new plan'],
    ['other-digest', 'Make a new plan, review it'],
    ['not-approved', 'approve the plan'],
    ['other-run', 'the organization and the endpoint'],
  ] as const)('says what to do after the refusal %s', (code, advice) => {
    const refused = report({
      result: 'refused',
      refusal: { code, message: 'Because.', differences: ['a', 'b'] },
    });
    const text = renderReportText(refused, options);
    expect(text).toContain('Because.\n  a\n  b\n');
    expect(text).toContain('Apply refused: nothing was written.\n');
    expect(text).toContain(advice);
  });
});
