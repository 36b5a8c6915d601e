import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adoptResources } from '../../src/edit/adopt/resources.ts';
import { applied } from '../../src/edit/result.ts';
import type { HubGroup } from '../../src/hub/hub.ts';
import { loadChecked } from '../../src/kinds/load.ts';
import { liveOf } from '../../src/live/live.ts';
import type { Snapshot } from '../../src/live/organization.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { configurationOf, group, members, planOf, snapshotOf } from '../support/planning.ts';
import { uglified } from './ugly.ts';

const head = 'version: 1\norganization: acme-ai\ngroups:\n  A:\n';

/** What is in each group, as `models:a`. */
function live(a: readonly string[], b: readonly string[] = []): Snapshot {
  const resources = (names: readonly string[]): Partial<HubGroup> =>
    JSON.parse(
      JSON.stringify({
        resources: names.map((name) => {
          const [type = '', short = ''] = name.split(':');
          return { type, name: `acme-ai/${short}`, private: true };
        }),
      }),
    );
  return snapshotOf([group(1, 'A', {}, resources(a)), group(2, 'B', {}, resources(b))], members('ada'), {
    repositories: [],
  });
}

function adopted(text: string, snapshot: Snapshot) {
  const files = [new SourceFile('groups.yaml', text)];
  const loaded = loadChecked(files, ['groups.yaml']);
  if (!loaded.ok) throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
  const {
    result,
    notAdopted,
    adopted: changes,
  } = adoptResources(loaded.configuration, files, liveOf(snapshot), (configuration) =>
    planOf(configuration, snapshot),
  );
  const stuck = result.kind === 'stuck' ? result.places.map(({ why }) => why) : [];
  return { text: applied(files, result)[0]?.text ?? '', stuck, notAdopted, changes };
}

describe('what is in a group by somebody’s hand', () => {
  it.each<[string, string, Snapshot, string]>([
    [
      'comes into the list, in its order',
      '    resources:\n      mode: exact\n      models:\n        - acme-ai/a # why\n        - acme-ai/c\n',
      live(['model:a', 'model:b', 'model:c']),
      '    resources:\n      mode: exact\n      models:\n        - acme-ai/a # why\n        - acme-ai/b\n        - acme-ai/c\n',
    ],
    [
      'comes into a list between brackets',
      '    resources: { mode: exact, models: [acme-ai/z] }\n',
      live(['model:z', 'model:b', 'model:c']),
      '    resources: { mode: exact, models: [acme-ai/b, acme-ai/c, acme-ai/z] }\n',
    ],
    [
      'comes into lists that are not there yet',
      '    resources:\n      mode: exact\n',
      live(['model:b', 'model:a', 'space:s']),
      '    resources:\n      mode: exact\n      models:\n        - acme-ai/a\n        - acme-ai/b\n      spaces:\n        - acme-ai/s\n',
    ],
    [
      'comes into an empty list',
      '    resources:\n      mode: exact\n      models: []\n',
      live(['model:b', 'model:a']),
      '    resources:\n      mode: exact\n      models:\n        - acme-ai/a\n        - acme-ai/b\n',
    ],
    [
      'goes where it moved to another group',
      '    resources:\n      models:\n        # both\n        - acme-ai/a\n        - acme-ai/b # b\n  B:\n    resources: { mode: exact }\n',
      live(['model:a'], ['model:b']),
      '    resources:\n      models:\n        # both\n        - acme-ai/a\n  B:\n    resources: { mode: exact, models: [acme-ai/b] }\n',
    ],
    [
      'goes, and the list is empty',
      '    resources:\n      models:\n        - acme-ai/a\n',
      live([], ['model:a']),
      '    resources:\n      models: []\n',
    ],
    [
      'comes and goes in one list',
      '    resources:\n      mode: exact\n      models: [acme-ai/a]\n',
      live(['model:b'], ['model:a']),
      '    resources:\n      mode: exact\n      models: [acme-ai/b]\n',
    ],
  ])('%s', (_, body, snapshot, wanted) => {
    const { text, stuck, notAdopted } = adopted(head + body, snapshot);
    expect({ stuck, notAdopted }).toEqual({ stuck: [], notAdopted: [] });
    expect(text).toBe(head + wanted);
  });

  it('is left where the file leaves it alone', () => {
    const text = `${head}    resources: { models: [acme-ai/a] }\n`;
    expect(adopted(text, live(['model:a', 'model:b'])).text).toBe(text);
  });

  it('is not touched in a list that others use', () => {
    const text = `${head}    resources:\n      mode: exact\n      models: &m []\n  B:\n    resources: { models: *m }\n`;
    const found = adopted(text, live(['model:a']));
    expect(found.stuck).toEqual(['others use it by the anchor &m']);
    expect(found.text).toBe(text);
  });

  const names = fc.uniqueArray(fc.constantFrom('model:a', 'model:b', 'model:c', 'dataset:a', 'space:x'));
  it('has an empty plan afterwards, whatever is where', () => {
    fc.assert(
      fc.property(
        names,
        names,
        names,
        fc.constantFrom('exact', 'additive'),
        fc.nat(),
        (here, there, said, mode, seed) => {
          const moved = there.filter((name) => !here.includes(name));
          const snapshot = live(here, moved);
          const keys = { model: 'models', dataset: 'datasets', space: 'spaces' };
          const lists = Object.entries(keys).flatMap(([type, key]) => {
            const own = said.filter(
              (name) => name.startsWith(`${type}:`) && [...here, ...moved].includes(name),
            );
            return own.length === 0
              ? []
              : [`      ${key}:`, ...own.map((name) => `        - acme-ai/${name.split(':')[1]}`)];
          });
          const body = [
            '    resources:',
            `      mode: ${mode}`,
            ...lists,
            '  B:',
            '    resources: { mode: exact }',
            '',
          ];
          const text = uglified(head + body.join('\n'), seed);
          const { text: now, stuck } = adopted(text, snapshot);
          expect(stuck).toEqual([]);
          expect(planOf(configurationOf(now), snapshot).changes).toEqual([]);
          expect(adopted(now, snapshot).text).toBe(now);
        },
      ),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 150) },
    );
  });
});
