import type { CheckCode, CheckStatus, Finding } from '../model/doctor.ts';
import type { Trouble } from './facts.ts';

/** Makes the findings of one check. */
export function check(code: CheckCode) {
  const finding = (status: CheckStatus, message: string, action: string | null): Finding => ({
    code,
    status,
    message,
    action,
  });
  return {
    ok: (message: string): Finding => finding('ok', message, null),
    warn: (message: string, action: string): Finding => finding('warn', message, action),
    fail: (message: string, action: string | null): Finding => finding('fail', message, action),
    /** Nothing that was read says it. */
    unknown: (message: string, action: string | null = null): Finding => finding('unknown', message, action),
    /** As an error of the program says it. */
    trouble: ({ message, hint }: Trouble): Finding => finding('fail', message, hint),
  };
}
