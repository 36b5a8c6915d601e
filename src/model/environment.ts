/** Environment variables by name, as the program is given them. */
export type Environment = Readonly<Record<string, string | undefined>>;
