/** A whole number as it is typed; `undefined` for what is none. The server knows the limits. */
export function readWhole(text: string): number | undefined {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : undefined;
}
