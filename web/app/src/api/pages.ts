/**
 * The items that pages of a list make together: each once, where it was met first. One that
 * changed while the pages were read may be on two of them.
 */
export function eachOnce<T>(pages: { items: T[] }[], idOf: (item: T) => string): T[] {
  const seen = new Set<string>();
  return pages.flatMap((page) =>
    page.items.filter((item) => {
      const id = idOf(item);
      if (seen.has(id)) return false;
      seen.add(id);
      return true;
    }),
  );
}
