import type { Configuration, DeclaredGroup } from '../../config/declaration.ts';
import { diagnose } from '../../diagnostics/diagnose.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { enumerate } from '../../text/count.ts';
import { named, quoted } from '../../text/named.ts';
import type { Place } from '../../text/source-file.ts';
import { declaredValue, isProvided, isToBeGone, isToBeMade } from './declared.ts';

/** What contradicts itself in what is declared of whole groups. */
export function checkGroups({ groups }: Configuration): readonly Diagnostic[] {
  return groups.flatMap((group) => {
    if (isToBeGone(group)) return wrongAbsence(group);
    return [
      ...(isToBeMade(group) ? wrongCreation(group) : []),
      ...(isToBeMade(group) || group.id !== null ? longName(group) : []),
      ...(isProvided(group) ? wrongScim(group) : []),
    ];
  });
}

/** Who deletes a group means one certain group, and nothing of it is left to be declared. */
function wrongAbsence(group: DeclaredGroup): readonly Diagnostic[] {
  const { others, id, name, membership } = group;
  const { place: state } = others.get('state') ?? group;
  const beside = [
    ...[...others].flatMap(([key, other]) => (key === 'state' ? [] : [{ key, place: other.place }])),
    ...(membership?.keys ?? []),
    ...(group.mode.isOwn ? [{ key: 'membership', place: group.mode.place }] : []),
  ].toSorted((a, b) => a.place.offset - b.place.offset);
  const [first] = beside;
  const without = diagnose(
    'group-absent',
    state,
    `${quoted(name)} is to be deleted, and has no \`id\`: a name alone may mean another group tomorrow`,
    'Add the `id` of the group, 24 hexadecimal digits, beside `state: absent`.',
  );
  const more = (at: Place): Diagnostic => {
    const keys = enumerate(beside.map(({ key }) => `\`${key}\``));
    const message = `${quoted(name)} is to be deleted, and ${keys} ${beside.length === 1 ? 'stands' : 'stand'} beside that`;
    return diagnose('group-absent', at, message, 'Keep `id` and `state: absent` alone, or delete `state`.');
  };
  return [...(id === null ? [without] : []), ...(first === undefined ? [] : [more(first.place)])];
}

/** Whoever gives the id says that the group is there: made anew, it would have another. */
function wrongCreation(group: DeclaredGroup): readonly Diagnostic[] {
  const { id, name, others } = group;
  if (id === null) return [];
  const message = `${quoted(name)} has an \`id\`, so that it is there already, and is to be made besides`;
  const hint = 'Delete `create`, or the `id`.';
  const { place } = others.get('create') ?? group;
  return [diagnose('group-create', place, message, hint)];
}

/** The most characters of a name that the Hub takes, in UTF-16 code units; names are counted in whole ones before. */
const longestName = 200;

function longName({ name, place }: DeclaredGroup): readonly Diagnostic[] {
  if (name.length <= longestName || [...name].length > longestName) return [];
  const message = `A group’s name takes ${longestName} characters at most; for the Hub, which counts some as two, this one has ${name.length}`;
  return [diagnose('invalid-name', place, message, 'Shorten it.')];
}

/** Where SCIM decides, the Hub refuses every change of a person by hand, but for service accounts. */
function wrongScim(group: DeclaredGroup): readonly Diagnostic[] {
  const { name, membership, mode, others } = group;
  const found: Diagnostic[] = [];
  const report = (at: Place, message: string, hint: string): void => {
    found.push(diagnose('scim-managed', at, message, hint));
  };
  const decides = 'whom the identity provider puts there or takes away';
  if (mode.value === 'exact' && (membership !== null || mode.isOwn)) {
    const { place } = others.get('managed_by') ?? group;
    const message = `${quoted(name)} is managed by SCIM, and \`exact\` would remove ${decides}`;
    report(place, message, 'Write `membership: additive` for the group.');
  }
  for (const { person, role, serviceAccount } of membership?.members ?? []) {
    if (serviceAccount || role === null) continue;
    const message = `${quoted(name)} is managed by SCIM, and ${named(person.written)} is not declared as a service account`;
    const hint = `Give people access in the identity provider. A service account is \`${named(person.written)}: { role: ${role}, service_account: true }\`.`;
    report(person.place, message, hint);
  }
  for (const { team, place: at } of membership?.grants ?? []) {
    const message = `${quoted(name)} is managed by SCIM, and the team ${named(team)} is of people`;
    report(at, message, 'Give the team access in the identity provider.');
  }
  const joins = others.get('auto_join');
  if (joins !== undefined && declaredValue(group, 'auto_join') !== 'off') {
    const message = `${quoted(name)} is managed by SCIM, which the Hub does not let stand beside auto-join`;
    report(joins.place, message, 'Delete `auto_join`, or write `auto_join: off`.');
  }
  return found;
}
