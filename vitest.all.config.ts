import { defineConfig } from 'vitest/config';
import { ordinary } from './vitest.shared.ts';

/** What `npm run test:all` runs: every test, with as many random cases as it asks for. */
export default defineConfig({
  test: {
    ...ordinary,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text-summary', 'json-summary'],
      thresholds: {
        'src/plan/**/*.ts': { lines: 100 },
        'src/config/**/*.ts': { lines: 100 },
        'src/kinds/**/*.ts': { lines: 100 },
      },
    },
  },
});
