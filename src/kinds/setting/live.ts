import type { LiveGroup } from '../../live/organization.ts';
import { isObject } from '../../live/read.ts';
import { autoJoinBody, autoJoinIn, autoJoinOf, autoJoinText } from './auto-join.ts';
import type { Product, Setting } from './change.ts';
import { centsOf, dollarsOf, isCents } from './dollars.ts';

/** A setting as it is live, in the text of a change; `problem` says, without a full stop, why it cannot be read. */
export type LiveSetting =
  | { readonly kind: 'value'; readonly value: string | null }
  | { readonly kind: 'odd'; readonly problem: string };

/** The names that the Hub has for the products. */
const hubProducts: Readonly<Record<`spend_limits.${Product}`, string>> = {
  'spend_limits.total': 'total',
  'spend_limits.inference_providers': 'inferenceProviders',
  'spend_limits.spaces': 'spaces',
  'spend_limits.jobs': 'jobs',
  'spend_limits.endpoints': 'endpoints',
};

/** What a setting is in a group. @param group `null` for one that is still to be made */
export function liveSetting(group: LiveGroup | null, setting: Setting): LiveSetting {
  switch (setting) {
    case 'name':
      return live(group?.info.name ?? null);
    case 'description':
      return descriptionOf(group?.object['description']);
    case 'auto_join': {
      const autoJoin = autoJoinOf(group?.object['autoJoin']);
      return autoJoin === undefined ? odd('auto-join setting') : live(autoJoinText(autoJoin));
    }
    default:
      return limitOf(group?.object['spendLimits'], hubProducts[setting]);
  }
}

/** The group with the setting as a change leaves it. */
export function withSetting(group: LiveGroup, setting: Setting, after: string | null): LiveGroup {
  const object = { ...group.object, ...settingBody(setting, after, group.object['spendLimits']) };
  switch (setting) {
    case 'name':
      return { ...group, object, info: { ...group.info, name: after ?? group.info.name } };
    case 'auto_join':
      return { ...group, object, autoJoin: autoJoinIn(after)?.role ?? null };
    default:
      return { ...group, object };
  }
}

/**
 * What a request says of a setting, and a group has of it.
 *
 * @param limits other spend limits that stand beside it
 */
export function settingBody(
  setting: Setting,
  after: string | null,
  limits: unknown,
): Readonly<Record<string, unknown>> {
  switch (setting) {
    case 'name':
      return { name: after };
    case 'description':
      // The description takes text alone: the empty one is none.
      return { description: after ?? '' };
    case 'auto_join':
      return { autoJoin: autoJoinBody(autoJoinIn(after)) };
    default: {
      const cents = after === null ? null : centsOf(after);
      return { spendLimits: { ...(isObject(limits) ? limits : {}), [hubProducts[setting]]: cents } };
    }
  }
}

/** The property of the Hub's group that tells of a setting. */
export function propertyOf(setting: Setting): string {
  switch (setting) {
    case 'name':
    case 'description':
      return setting;
    case 'auto_join':
      return 'autoJoin';
    default:
      return 'spendLimits';
  }
}

function descriptionOf(value: unknown): LiveSetting {
  if (value === undefined || value === null || value === '') return live(null);
  return typeof value === 'string' ? live(value) : odd('description');
}

function limitOf(limits: unknown, product: string): LiveSetting {
  if (limits === undefined || limits === null) return live(null);
  const cents = isObject(limits) ? (limits[product] ?? null) : undefined;
  if (cents === null) return live(null);
  return isCents(cents) ? live(dollarsOf(cents)) : odd('spend limit');
}

function live(value: string | null): LiveSetting {
  return { kind: 'value', value };
}

function odd(what: string): LiveSetting {
  return { kind: 'odd', problem: `the Hub sends a ${what} of a form that is not known` };
}
