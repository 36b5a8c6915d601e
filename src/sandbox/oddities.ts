import { isObject } from '../live/read.ts';
import type { Oddities } from './model.ts';

/** An answer as it is sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/**
 * An answer as a Hub gives it that has moved on since it was described, or whose clock goes otherwise.
 *
 * @param now the clock of this machine, in milliseconds since 1970
 */
export function withOddities(
  reply: Reply,
  { quotaHeaders, clockMs, unknownFields }: Oddities,
  now: number,
): Reply {
  const { RateLimit: _left, 'RateLimit-Policy': _quota, ...others } = reply.headers;
  return {
    ...reply,
    headers: {
      ...(quotaHeaders ? reply.headers : others),
      ...(clockMs === 0 ? {} : { Date: new Date(now + clockMs).toUTCString() }),
    },
    text: unknownFields ? JSON.stringify(withUnknownFields(JSON.parse(reply.text))) : reply.text,
  };
}

function withUnknownFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withUnknownFields);
  if (!isObject(value)) return value;
  const inner = Object.entries(value).map(([name, one]) => [name, withUnknownFields(one)]);
  return { ...Object.fromEntries(inner), newField: true };
}
