import type { Plan } from '../model/plan.ts';
import { type Html, html } from './html-escape.ts';
import { matrixTables } from './html-matrix.ts';
import { roleLegend } from './matrix.ts';
import { planBands } from './plan-matrix.ts';

/** The people whose access a plan changes by the groups in which it does; empty where it changes nobody's. */
export function planMatrixSections(plan: Plan): readonly Html[] {
  const tables = matrixTables(planBands(plan), {
    title: 'Who is changed, group by group',
    roles: roleLegend,
    marks: [
      ['+R', 'added'],
      ['W→A', 'changed'],
      ['−W', 'removed'],
      ['+R!', 'blocked'],
      ['(+R)', 'pending anyway'],
      ['R', 'stays'],
      ['R!', 'no longer declared, and stays'],
    ],
  });
  return tables.map(
    ({ title, body }) => html`<section>
<h2>${title}</h2>
${body}</section>
`,
  );
}
