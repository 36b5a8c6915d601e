import { SourceFile } from '../../src/text/source-file.ts';
import { type Declaration, yamlOf } from '../support/organizations.ts';
import { generator, uglified } from './ugly.ts';

/**
 * The same configuration over several files and folders, each as somebody might have written it: what stands once is in
 * one of them, groups and teams are anywhere.
 *
 * @param seed chooses; the same seed gives the same files
 */
export function spread(declaration: Declaration, seed: number): readonly SourceFile[] {
  const random = generator(seed);
  const count = 1 + Math.floor(random() * paths.length);
  const of = (): number => Math.floor(random() * count);
  const [whole, groups, teams] = [
    of(),
    declaration.groups.map((group) => ({ group, file: of() })),
    declaration.teams.map((team) => ({ team, file: of() })),
  ];
  return paths.slice(0, count).map((path, index) => {
    const own: Declaration = {
      ...(index === whole ? declaration : nothing),
      groups: groups.filter(({ file }) => file === index).map(({ group }) => group),
      teams: teams.filter(({ file }) => file === index).map(({ team }) => team),
    };
    const text = yamlOf(own);
    const bare = index === whole ? text : text.replace('guards:\n  protected_members: []\n', '');
    const said = own.teams.length === 0 ? bare.replace('teams:\n', '') : bare;
    return new SourceFile(path, uglified(said, seed + index));
  });
}

/** In their order. */
const paths = ['access/a.yaml', 'access/deep/b.yml', 'access/deep/er/c.yaml', 'd.yaml', 'e/f.yaml'] as const;

const nothing = { mode: null, maxRemovals: null, protectedMembers: [] } as const;
