// Which calendar day it is where the readers are.
import { CronDate } from 'croner';
import type { IsoDay } from '#src/lib/dates.ts';

/** The day of an instant in an IANA zone. Throws for a zone that does not exist. */
export function localDay(instant: Date, zone: string): IsoDay {
  const { year, month, day } = new CronDate(instant, zone);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${year}-${two(month + 1)}-${two(day)}`;
}
