import type { Configuration, DeclaredGroup } from '../../config/declaration.ts';
import { diagnose } from '../../diagnostics/diagnose.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { quoted } from '../../text/named.ts';
import { visible } from '../../text/visible.ts';
import { declaredDescription, declaredLimits, declaredSettings } from './declared.ts';

/** The most characters that the Hub takes for a description, as its own language counts them: UTF-16 code units. */
const longestDescription = 500;

/** What is wrong with declared settings, as far as the files tell. */
export function checkSettings({ groups }: Configuration): readonly Diagnostic[] {
  return groups.flatMap((group) => [...wrongDescription(group), ...wrongLimits(group), ...exactJoin(group)]);
}

/** The schema counts characters, of which some are two to the Hub. */
function wrongDescription(group: DeclaredGroup): readonly Diagnostic[] {
  const description = declaredDescription(group);
  if (description === null) return [];
  const { text, place } = description;
  if (text.length <= longestDescription || [...text].length > longestDescription) return [];
  const message = `\`description\` takes ${longestDescription} characters at most; for the Hub, which counts some as two, this one has ${text.length}`;
  return [diagnose('wrong-value', place, message, 'Shorten it.')];
}

function wrongLimits(group: DeclaredGroup): readonly Diagnostic[] {
  return declaredLimits(group).flatMap(({ product, value, written, place }): readonly Diagnostic[] => {
    if (value !== undefined) return [];
    if (written === null) {
      const message = `\`${product}\` has no value`;
      return [
        diagnose('wrong-type', place, message, `Write an amount, or \`${product}: null\` for no limit.`),
      ];
    }
    const message = `\`${visible(written)}\` is no amount of dollars and whole cents`;
    return [
      diagnose(
        'wrong-value',
        place,
        message,
        'Write plain digits, such as `500` or `99.50`, for no limit `null`.',
      ),
    ];
  });
}

/** Auto-join takes in whoever is not declared, and `exact` removes them: each would undo the other. */
function exactJoin(group: DeclaredGroup): readonly Diagnostic[] {
  if (group.membership === null || group.mode.value !== 'exact') return [];
  const joins = declaredSettings(group).find(
    ({ setting, value }) => setting === 'auto_join' && value !== 'off',
  );
  if (joins === undefined) return [];
  const message = `${quoted(group.name)} is \`exact\`, so that whoever comes in by \`auto_join\` would be removed again`;
  const hint = 'Write `membership: additive` for the group, or `auto_join: off`.';
  return [diagnose('exact-auto-join', joins.place, message, hint)];
}
