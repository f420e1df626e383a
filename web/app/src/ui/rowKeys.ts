/** The keys that go from row to row, in every list alike. */
export const rowKeys = (move: (by: 1 | -1) => void) => ({
  j: () => move(1),
  k: () => move(-1),
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
});
