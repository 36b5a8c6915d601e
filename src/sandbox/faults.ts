import type { Fault, FaultRule, FaultScript } from './fault-script.ts';
import { checkFaults, seedError } from './seed/validate.ts';

interface Counted {
  readonly rule: FaultRule;
  readonly path: RegExp | null;
  matched: number;
  fired: number;
}

/** Deals out the faults of a script: the same requests in the same order get the same faults. */
export class Faults {
  readonly #rules: readonly Counted[];

  /** Throws `KnownError('seed-invalid')` for a script that is not one. */
  constructor(script: FaultScript) {
    const problems: string[] = [];
    this.#rules = checkFaults(script, 'The fault script').map((rule, index) => ({
      rule,
      path:
        rule.when?.path === undefined
          ? null
          : pathPattern(rule.when.path, `${index} › when › path`, problems),
      matched: 0,
      fired: 0,
    }));
    if (problems.length > 0) throw seedError('The fault script', problems);
  }

  /** The fault for the next request, `null` for none. Every rule counts it that matches it. */
  next(method: string, pathname: string): Fault | null {
    let fault: Fault | null = null;
    for (const counted of this.#rules) {
      const { when } = counted.rule;
      if (when?.method !== undefined && when.method !== method) continue;
      if (counted.path !== null && !counted.path.test(pathname)) continue;
      counted.matched += 1;
      if (fault !== null || !isDue(counted)) continue;
      counted.fired += 1;
      fault = counted.rule.do;
    }
    return fault;
  }
}

/** Whether a request with this fault has its effect. */
export function hasEffect(fault: Fault | null): boolean {
  if (fault === null || fault.after_effect === true) return true;
  return fault.status === undefined && fault.reset !== 'before';
}

function isDue({ rule, matched, fired }: Counted): boolean {
  const { nth, every, times } = rule.when ?? {};
  if (nth !== undefined && !(typeof nth === 'number' ? [nth] : nth).includes(matched)) return false;
  if (every !== undefined && matched % every !== 0) return false;
  return times === undefined || fired < times;
}

function pathPattern(pattern: string, place: string, problems: string[]): RegExp | null {
  if (!pattern.startsWith('^')) {
    const parts = pattern.split(/(\*\*|\*)/).map((part) => {
      if (part === '**') return '.*';
      return part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    });
    return new RegExp(`^${parts.join('')}$`);
  }
  try {
    return new RegExp(pattern);
  } catch {
    problems.push(`${place}: ${pattern} is not a regular expression`);
    return null;
  }
}
