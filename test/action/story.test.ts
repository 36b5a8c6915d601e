import { describe, expect, it } from 'vitest';
import { parseMarker } from '../../src/review/marker.ts';
import { files, ids } from '../cli/support/scene.ts';
import { byHand, nightly, stage } from './stage.ts';

/** Without `kim`, who stays, and with another role for `lee`. */
const edited = files.three.replace('      kim: write\n', '').replace('lee: read', 'lee: write');

describe('the whole story', () => {
  it.each(['merge', 'squash', 'rebase'] as const)(
    'opened, edited, approved, merged by %s, applied, drifted, repaired',
    async (how) => {
      const { propose, edit, merge, run, comments, statuses, writes, hub, github } = await stage(
        files.nothing,
      );
      const { repository } = github;

      // Opened: the plan appears, and the status on the head.
      const proposed = propose(files.three);
      const opened = await run('plan', proposed.event);
      expect(opened).toMatchObject({
        code: 0,
        outputs: {
          changes: 'true',
          to_add: '1',
          to_change: '1',
          to_remove: '1',
          blocked: '0',
          failure_reason: '',
          comment_url: expect.stringMatching(/#issuecomment-\d+$/),
        },
      });
      expect(statuses(repository.pull(proposed.number).head, 'plan')).toEqual(['pending', 'success']);
      const [first = ''] = comments(proposed.number);
      expect(parseMarker(first)).toMatchObject({
        for: 'plan',
        head: repository.pull(proposed.number).head,
        base: repository.main,
      });
      expect(first).toContain(
        '\n**This pull request: `zoe` loses all access to `Foundation Models`; `lee` gets ',
      );

      // Edited: the same comment, another plan.
      const head = edit(proposed, edited);
      const again = await run('plan', proposed.event);
      expect(again.outputs).toMatchObject({ to_add: '1', to_change: '0', to_remove: '1' });
      expect(again.outputs['comment_url']).toBe(opened.outputs['comment_url']);
      expect(comments(proposed.number)).toHaveLength(1);
      expect(statuses(head, 'plan')).toEqual(['pending', 'success']);

      // Approved and merged: exactly that is made.
      repository.review(proposed.number, 'ada');
      expect(writes()).toEqual([]);
      const applied = await run('apply', merge(proposed, how));
      expect(applied).toMatchObject({
        code: 0,
        outputs: { result: 'applied', failure_reason: '', held_back: '0', to_add: '1' },
      });
      expect(applied.outputs['comment_url']).toBe(opened.outputs['comment_url']);
      expect(writes()).toHaveLength(2);
      expect(applied.json('report_path')).toMatchObject({
        result: 'applied',
        summary: { applied: 2, failed: 0 },
        run: {
          commit: repository.main,
          url: 'https://github.example/acme/access/actions/runs/77',
          pull_requests: [{ number: proposed.number, head, approved_by: ['ada'] }],
          digest_by: null,
        },
      });
      const [after = ''] = comments(proposed.number);
      expect(parseMarker(after)).toMatchObject({ for: 'apply', head });
      expect(after).toContain('**Apply complete! 1 added, 0 changed, 1 removed.**');
      const evidence = new RegExp(
        `Applied from \`${repository.main.slice(0, 7)}\` by \\[this run\\]\\(\\S+/actions/runs/77\\), as reviewed in \\[#${proposed.number}\\]\\(\\S+\\) \\(approved by \`ada\`\\)\\.`,
      );
      for (const text of [after, applied.summary]) expect(text).toMatch(evidence);
      expect(statuses(repository.main, 'apply')).toEqual(['pending', 'success']);

      // At night nothing is different, and nothing is said again.
      const quiet = await run('drift', nightly);
      expect(quiet).toMatchObject({ code: 0, outputs: { changes: 'false', comment_url: '' } });
      expect(await run('apply', nightly)).toMatchObject({ code: 0, outputs: { result: 'nothing_to_do' } });
      expect(comments(proposed.number)).toEqual([after]);
      expect(statuses(repository.main, 'apply')).toEqual(['pending', 'success']);

      // Somebody clicks: an issue says so, and the night makes nothing of it.
      hub.mutate((organization) => organization.removeFromGroup(ids.models, 'lee'));
      const drifted = await run('drift', nightly);
      expect(drifted).toMatchObject({
        code: 0,
        outputs: { changes: 'true', to_add: '1', failure_reason: '' },
      });
      const issues = () => [...repository.issues.values()].filter(({ pull }) => pull === null);
      expect(issues()).toEqual([expect.objectContaining({ state: 'open', labels: ['hf-groups-drift'] })]);
      expect((await run('drift', nightly)).outputs['comment_url']).toBe(drifted.outputs['comment_url']);
      expect(issues()).toHaveLength(1);
      expect(await run('apply', nightly)).toMatchObject({
        code: 0,
        outputs: { result: 'partial', held_back: '1', failure_reason: '' },
      });
      expect(writes()).toHaveLength(2);

      // Repaired: by hand, with the digest that the issue shows; and the issue is closed.
      const digest = drifted.outputs['digest'] ?? '';
      expect(issues()[0]?.body).toContain(digest);
      const repaired = await run('apply', byHand, { inputs: { digest } });
      expect(repaired).toMatchObject({ code: 0, outputs: { result: 'applied' } });
      expect(repaired.json('report_path')).toMatchObject({ run: { digest_by: 'grace', pull_requests: [] } });
      expect(await run('drift', nightly)).toMatchObject({ code: 0, outputs: { changes: 'false' } });
      expect(issues()).toEqual([expect.objectContaining({ state: 'closed' })]);
    },
  );
});
