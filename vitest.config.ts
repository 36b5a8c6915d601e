import { defineConfig } from 'vitest/config';
import { ordinary } from './vitest.shared.ts';

/** Fewer random cases than the properties, the fuzzer and the chaos would play by themselves, unless the caller says. */
const few = { PROPERTY_RUNS: '25', FUZZ_RUNS: '25', CHAOS_RUNS: '20' };
const says = (name: string): boolean => process.env[name] !== undefined;

/** What `npm test` runs: everything that tells in a minute whether a change is sound. */
export default defineConfig({
  test: {
    ...ordinary,
    exclude: ['**/*.slow.test.ts'],
    env: Object.fromEntries(
      Object.entries(few).filter(([name]) => !says(name) && !(name === 'CHAOS_RUNS' && says('CHAOS_SEED'))),
    ),
  },
});
