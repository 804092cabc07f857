// Timestamps of the sample range; there are hundreds of thousands, so the days are looked up and not computed.
import { toTimestamp } from '#src/lib/dates.ts';
import { CALENDAR } from './calendar.ts';

const FIRST_MS = CALENDAR[0]!.startMs;
const TWO_DIGITS = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, '0'));

/** 'YYYY-MM-DD HH:MM:SS' UTC of milliseconds since the epoch. */
export function timestampOf(ms: number): string {
  const seconds = Math.floor((ms - FIRST_MS) / 1000);
  const day = CALENDAR[Math.floor(seconds / 86_400)];
  if (!day) return toTimestamp(new Date(ms));
  const time = seconds % 86_400;
  const minutes = Math.floor(time / 60);
  return `${day.day} ${TWO_DIGITS[Math.floor(minutes / 60)]}:${TWO_DIGITS[minutes % 60]}:${TWO_DIGITS[time % 60]}`;
}

export function dayOfMs(ms: number): string {
  return CALENDAR[Math.floor((ms - FIRST_MS) / 86_400_000)]?.day ?? timestampOf(ms).slice(0, 10);
}
