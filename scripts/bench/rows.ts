/** One measurement: a value, what it is compared with, both of one run on one machine. */
export interface Row {
  readonly what: string;
  readonly against: string;
  readonly value: number;
  readonly base: number;
  readonly unit: string;
}

/** The ratio, with two digits that say something. */
export function ratioOf({ value, base }: Row): string {
  const ratio = value / base;
  return ratio < 0.1 ? ratio.toPrecision(2) : ratio.toFixed(2);
}

/** A Markdown table of ratios, the figures they come from beside them. */
export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const { what, against, unit } = row;
    return `| ${what} | ${against} | ${ratioOf(row)} | ${digits(row.value)} ${unit} | ${digits(row.base)} ${unit} |`;
  });
  return [
    '| what | against | ratio | measured | against |',
    '| --- | --- | ---: | ---: | ---: |',
    ...lines,
  ].join('\n');
}

function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}
