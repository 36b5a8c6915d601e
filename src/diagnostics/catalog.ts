import { declarationCatalog } from './declaration-catalog.ts';
import { fileCatalog } from './file-catalog.ts';
import { warningCatalog } from './warning-catalog.ts';

/** Every diagnostic of a configuration or a plan: the source of `docs/diagnostics.md`. A code never changes its meaning. */
export const diagnosticCatalog = { ...fileCatalog, ...declarationCatalog, ...warningCatalog };

export type DiagnosticCode = keyof typeof diagnosticCatalog;
