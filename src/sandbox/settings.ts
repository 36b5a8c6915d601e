/**
 * What else a request changed: a group made, renamed or deleted; a setting; a resource (`model:acme-ai/base`) moved,
 * with the ids of the groups; a role in the organization. Values are as a plan writes them.
 */
export interface SideEffect {
  readonly kind: 'group' | 'setting' | 'resource' | 'organization_role';
  /** The group's id; of a resource the group it comes into, or else the one it leaves; `null` for a member. */
  readonly group: string | null;
  readonly subject: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What the settings of a group are made of. */
export interface GroupSettings {
  readonly name: string;
  readonly description: string | null;
  readonly autoJoin: AutoJoin;
  /** Whole cents. */
  readonly spendLimits: Readonly<Record<string, number>>;
}

/** The auto-join setting of a group; without `scope`, all members are meant. */
export type AutoJoin =
  | { readonly enabled: true; readonly role: string; readonly scope?: 'all' | 'read_plus' }
  | { readonly enabled: false };

/** How the settings of a group differ, each with its value as a plan writes it. */
export function settingEffects(
  group: string,
  before: GroupSettings,
  after: GroupSettings,
): readonly SideEffect[] {
  const [was, is] = [valuesOf(before), valuesOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((subject) => {
    const values = { before: was.get(subject) ?? null, after: is.get(subject) ?? null };
    return values.before === values.after ? [] : [{ kind: 'setting', group, subject, ...values }];
  });
}

function valuesOf(settings: GroupSettings): ReadonlyMap<string, string | null> {
  const { name, description, autoJoin, spendLimits } = settings;
  return new Map([
    ['name', name],
    ['description', description],
    ['auto_join', autoJoin.enabled ? `${autoJoin.role}/${autoJoin.scope ?? 'all'}` : 'off'],
    ...Object.entries(spendLimits).map(
      ([product, cents]) => [`spend_limits.${snakeCase(product)}`, dollars(cents)] as const,
    ),
  ]);
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function dollars(cents: number): string {
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
