import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** Whether a file is there and may be read. */
export function isReadable(file: string, folder: string): boolean {
  try {
    accessSync(path.resolve(folder, file), constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
