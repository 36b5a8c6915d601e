/** What a fault of the program says of itself. @param fault whatever was thrown */
export function faultMessage(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}

/** A fault for whoever can report it, the stack with it: lines, the last without its line break. */
export function renderFault(fault: unknown): string {
  const trace = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
  return `This is a fault of hf-groups, not yours. Please report it with the following lines.\n${trace}`;
}
