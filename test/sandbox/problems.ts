import { expect } from 'vitest';
import { KnownError } from '../../src/errors.ts';

/** The problems of the `seed-invalid` that `run` throws; none when it throws nothing. */
export function problemsOf(run: () => unknown): readonly unknown[] {
  try {
    run();
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    expect(error.code).toBe('seed-invalid');
    const { problems } = error.details;
    return Array.isArray(problems) ? problems : [];
  }
  return [];
}
