import { createColors } from 'picocolors';

/** Puts colour around a text; without colour it returns the text as it is. */
export type Paint = (text: string) => string;

/** The colours of the terminal output, by what they mean. */
export interface Palette {
  readonly add: Paint;
  readonly change: Paint;
  readonly remove: Paint;
  readonly dim: Paint;
  readonly bold: Paint;
  readonly warning: Paint;
  readonly error: Paint;
  readonly good: Paint;
}

/** A palette with colour or, for pipes and files, one that changes nothing. */
export function createPalette(enabled: boolean): Palette {
  const colors = createColors(enabled);
  return {
    add: colors.green,
    change: colors.yellow,
    remove: colors.red,
    dim: colors.dim,
    bold: colors.bold,
    warning: colors.yellow,
    error: colors.red,
    good: colors.green,
  };
}
