import { type AccessColumn, accessBands, accessLegend } from './access-matrix.ts';
import { part } from './html-chunks.ts';
import { type Html, html } from './html-escape.ts';
import { matrixTables } from './html-matrix.ts';
import type { MatrixPerson } from './matrix.ts';

/** Everybody against every group, with a letter and a colour for the role. */
export function matrixParts(columns: readonly AccessColumn[]): readonly Html[] {
  const tables = matrixTables(accessBands(columns), {
    title: 'Everybody',
    roles: accessLegend,
    marks: [
      ['+R', 'the plan would add'],
      ['W→A', 'the plan would change'],
      ['−W', 'the plan would remove'],
      ['W!', 'asks for a look, and the plan changes nothing'],
    ],
    attributesOf,
  });
  return tables.map(({ title, body }) => part('matrix', true, title, body));
}

/** For the script: the columns and roles, and whether something asks for a look. */
function attributesOf({ cells }: MatrixPerson): Html {
  const tokens = cells.map(({ at, role }) => `${at}:${role ?? ''}`).join(' ');
  return html` data-g="${tokens}"${{ html: cells.some(({ look }) => look) ? ' data-look' : '' }}`;
}
