import groupsSchema from '../../schemas/groups.schema.json' with { type: 'json' };
import type { ResourceName } from '../kinds/resource/resource-name.ts';
import { type Role, roles } from '../model/membership.ts';

const { name, person } = groupsSchema.$defs;
const groupName = new RegExp(name.pattern, 'u');
const personName = new RegExp(person.pattern, 'u');
const { collections } = groupsSchema.properties.groups.additionalProperties.properties.resources.properties;
const repositoryName = new RegExp(groupsSchema.$defs.repositories.items.pattern, 'u');
const collectionName = new RegExp(collections.items.pattern, 'u');

/** Whether a file can declare a group of this name. */
export function declarableGroup(text: string): boolean {
  return groupName.test(text);
}

/** Whether a file can name somebody by this username: one with an @ would be read as an address. */
export function declarablePerson(user: string): boolean {
  return personName.test(user) && !user.includes('@');
}

/** Whether a file can name somebody by this address. */
export function declarableEmail(email: string): boolean {
  return personName.test(email) && email.includes('@');
}

/** Whether a file can name a resource so. */
export function declarableResource({ type, name: given }: ResourceName): boolean {
  return (type === 'collection' ? collectionName : repositoryName).test(given);
}

/** Whether a file can give this role. */
export function isRole(role: string): role is Role {
  const known: readonly string[] = roles;
  return known.includes(role);
}
