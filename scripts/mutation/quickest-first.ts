import path from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that play many random cases. */
const long: readonly RegExp[] = [/propert|fuzz|round-trip|bound/, /chaos/];

/** Vitest begins with what lasts longest; one failing test is enough here, so what plays many cases comes last. */
export class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const folder = process.env['MUTATION_FOLDER'] ?? '';
    const rank = ({ moduleId }: TestSpecification): number => {
      const isLong = long.findLastIndex((pattern) => pattern.test(path.basename(moduleId)));
      return isLong >= 0 ? isLong + 2 : moduleId.includes(`/test/${folder}/`) ? 0 : 1;
    };
    return files.toSorted((a, b) => rank(a) - rank(b));
  }
}
