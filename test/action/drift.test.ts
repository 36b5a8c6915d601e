import { expect, it } from 'vitest';
import { asPending } from '../../src/action/drift.ts';
import { change, group, plan } from '../render/builders.ts';

it('whatever a plan has is pending where nobody asks for it in this change', () => {
  const evaluation = group('Evaluation');
  const changes = (['this_change', 'drift', null] as const).map((origin) =>
    change(evaluation, 'ada', 'read', null, { origin }),
  );
  const given = plan({ changes });
  const origins = asPending(given).changes.map(({ origin }) => origin);
  expect(origins).toEqual(['drift', 'drift', 'drift']);
  expect(asPending(given)).toMatchObject({ digest: given.digest, summary: given.summary });
});
