// The earlier and the later of two days.
import type { IsoDay } from '#src/lib/dates.ts';
import { compareText } from '#src/lib/text.ts';

export function earlier(a: IsoDay, b: IsoDay): IsoDay {
  return compareText(a, b) <= 0 ? a : b;
}

export function later(a: IsoDay, b: IsoDay): IsoDay {
  return compareText(a, b) >= 0 ? a : b;
}
