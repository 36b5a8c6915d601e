/**
 * When a change is made, among all changes that hang together: stage by stage, in this order. What gives access comes
 * before what takes it away, so that nobody is left without the access that was to take the place of the old one; what
 * opens a group to more people or things comes after what closes it to some.
 */
export const stages = [
  'make_group',
  'setting',
  'add',
  'raise',
  'lower',
  'remove',
  'auto_join_off',
  'auto_join',
  'resource_in',
  'resource_out',
  'delete_group',
  'organization_raise',
  'organization_lower',
] as const;
export type Stage = (typeof stages)[number];

/**
 * A change is not made where anything of these stages was left undone that touches what it touches: nobody loses access
 * for the sake of what was not given, and nothing is opened, let go of or deleted that is not as it was to be before.
 */
export const waitsFor: Readonly<Record<Stage, readonly Stage[]>> = {
  make_group: [],
  setting: ['make_group'],
  add: ['make_group'],
  raise: ['make_group'],
  lower: ['make_group', 'add', 'raise'],
  remove: ['make_group', 'add', 'raise'],
  auto_join_off: ['make_group'],
  auto_join: ['make_group', 'lower', 'remove'],
  resource_in: ['make_group', 'lower', 'remove'],
  resource_out: ['make_group'],
  delete_group: ['resource_in', 'resource_out'],
  organization_raise: [],
  organization_lower: ['organization_raise'],
};
