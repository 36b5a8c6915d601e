import { describe, expect, it } from 'vitest';
import { parseMarker } from '../../src/review/marker.ts';
import { files, ids } from '../cli/support/scene.ts';
import { comparedWith } from '../support/fake-github/description.ts';
import { nightly, stage } from './stage.ts';

/** Without `kim`, who stays, and with another role for `lee`. */
const edited = files.three.replace('      kim: write\n', '').replace('lee: read', 'lee: write');

describe(`the whole story, ${comparedWith}`, () => {
  it.each(['merge', 'squash', 'rebase'] as const)(
    'opened, edited, approved, merged by %s, applied, drifted, repaired',
    async (how) => {
      const { propose, checkout, merge, run, comments, writes, hub, github } = await stage(files.nothing);

      // Opened: the plan appears.
      const proposed = propose(files.three);
      const opened = await run('plan', proposed.event);
      expect(opened.code).toBe(0);
      expect(opened.outputs).toMatchObject({
        changes: 'true',
        to_add: '1',
        to_change: '1',
        to_remove: '1',
        blocked: '0',
        failure_reason: '',
        comment_url: expect.stringMatching(/#issuecomment-\d+$/),
      });
      const [first = ''] = comments(proposed.number);
      expect(first).toMatch(
        /^<!-- hf-groups \{.*\} -->\n\*\*This pull request: `zoe` loses all access to `Foundation Models`; `lee` gets /,
      );

      // Edited: the same comment, another plan.
      checkout.git('checkout', '-q', proposed.branch);
      checkout.commit({ 'groups.yaml': edited });
      checkout.tryMerge(proposed.branch);
      const again = await run('plan', proposed.event);
      expect(again.outputs).toMatchObject({ to_add: '1', to_change: '0', to_remove: '1' });
      expect(again.outputs['comment_url']).toBe(opened.outputs['comment_url']);
      expect(comments(proposed.number)).toHaveLength(1);

      // Approved and merged: exactly that is made.
      expect(writes()).toEqual([]);
      const applied = await run('apply', merge(proposed, how));
      expect(applied).toMatchObject({
        code: 0,
        outputs: { result: 'applied', failure_reason: '', to_add: '1' },
      });
      expect(applied.outputs['comment_url']).toBe(opened.outputs['comment_url']);
      expect(writes()).toHaveLength(2);
      expect(applied.json('report_path')).toMatchObject({
        result: 'applied',
        summary: { applied: 2, failed: 0 },
      });
      const [after = ''] = comments(proposed.number);
      expect(parseMarker(after)).toMatchObject({
        for: 'apply',
        applied: { commit: checkout.head, result: 'applied' },
      });
      expect(after).toContain('**Apply complete! 1 added, 0 changed, 1 removed.**');

      // At night nothing is different, and the comment of the merge stays as it is.
      const quiet = await run('drift', nightly);
      expect(quiet).toMatchObject({ code: 0, outputs: { changes: 'false', comment_url: '' } });
      expect(await run('apply', nightly)).toMatchObject({ code: 0, outputs: { result: 'nothing_to_do' } });
      expect(comments(proposed.number)).toEqual([after]);

      // Somebody clicks: an issue says so.
      hub.mutate((organization) => organization.removeFromGroup(ids.models, 'lee'));
      const drifted = await run('drift', nightly);
      expect(drifted).toMatchObject({
        code: 0,
        outputs: { changes: 'true', to_add: '1', failure_reason: '' },
      });
      const issues = () => [...github.repository.issues.values()].filter(({ pull }) => pull === null);
      expect(issues()).toEqual([expect.objectContaining({ state: 'open', labels: ['hf-groups-drift'] })]);
      expect((await run('drift', nightly)).outputs['comment_url']).toBe(drifted.outputs['comment_url']);
      expect(issues()).toHaveLength(1);

      // Repaired: the next apply makes it as declared, and the issue is closed.
      expect(await run('apply', nightly)).toMatchObject({ code: 0, outputs: { result: 'applied' } });
      expect(await run('drift', nightly)).toMatchObject({ code: 0, outputs: { changes: 'false' } });
      expect(issues()).toEqual([expect.objectContaining({ state: 'closed' })]);
    },
  );
});
