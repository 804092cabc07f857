// Which calendar day it is somewhere.
import type { IsoDay } from './dates.ts';

/** The day of an instant in an IANA zone. */
export function dayInZone(instant: Date, zone: string): IsoDay {
  const options = { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const parts = new Intl.DateTimeFormat('en-US', options).formatToParts(instant);
  const part = (type: string) => parts.find((item) => item.type === type)!.value;
  return `${part('year')}-${part('month')}-${part('day')}`;
}
