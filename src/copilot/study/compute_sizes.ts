// The sizes of SQL warehouses, their published DBUs per hour, and when a query is slow, see corpus/docs/serverless_warehouses.md.

/** Published DBUs per hour of one cluster of a SQL warehouse, by size. */
const DBUS_PER_HOUR: readonly (readonly [size: string, dbus: number])[] = [
  ['2X-Small', 4],
  ['X-Small', 6],
  ['Small', 12],
  ['Medium', 24],
  ['Large', 40],
  ['X-Large', 80],
  ['2X-Large', 144],
  ['3X-Large', 272],
  ['4X-Large', 528],
];

/** Sizes are written 'X-Small', '2X_SMALL' or 'Medium'. */
function sizeIndex(size: string | null): number {
  const plain = (text: string) => text.toLowerCase().replace(/[-_ ]/g, '');
  return size === null ? -1 : DBUS_PER_HOUR.findIndex(([name]) => plain(name) === plain(size));
}

export function dbuRate(size: string | null): number | null {
  return DBUS_PER_HOUR[sizeIndex(size)]?.[1] ?? null;
}

export function nextSmaller(size: string | null): string | null {
  return DBUS_PER_HOUR[sizeIndex(size) - 1]?.[0] ?? null;
}

/** A query that takes longer than this is slow: at double the time it still ends within a minute. */
export const SLOW_MS = 30_000;
