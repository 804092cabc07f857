// Instants as people in Slack read them, in the time zone of the person looking.

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

interface ZonedParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** A message's ts counts seconds; what is after the dot only orders messages. */
export function tsToMs(ts: string): number {
  return Math.floor(Number(ts) * 1000);
}

function format(ms: number, tz: string, options: Intl.DateTimeFormatOptions): string {
  // Newer ICU data puts a narrow no-break space before AM and PM.
  return new Intl.DateTimeFormat('en-US', { timeZone: tz, ...options }).format(ms).replace(/\u202f/g, ' ');
}

function zonedParts(ms: number, tz: string): ZonedParts {
  const options = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  } as const;
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: tz,
    hourCycle: 'h23',
    ...options,
  }).formatToParts(ms);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return {
    year: read('year'),
    month: read('month'),
    day: read('day'),
    hour: read('hour'),
    minute: read('minute'),
  };
}

/** `9:41 AM` */
export function clockTime(ms: number, tz: string): string {
  return format(ms, tz, { hour: 'numeric', minute: '2-digit' });
}

/** `09:41:07`, where seconds matter. */
export function preciseTime(ms: number, tz: string): string {
  const parts = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  return format(ms, tz, parts);
}

/** `9:41`, for the gutter, where there is no room for AM. */
export function shortTime(ms: number, tz: string): string {
  return clockTime(ms, tz).replace(/ [AP]M$/, '');
}

/** `2026-11-02`: two messages share a day divider when this is equal. */
export function dayKey(ms: number, tz: string): string {
  const { year, month, day } = zonedParts(ms, tz);
  return `${year}-${pad(month)}-${pad(day)}`;
}

/** `2026-11-02T09:00`, what a date-and-time input takes. */
export function inputDateTime(ms: number, tz: string): string {
  const { hour, minute } = zonedParts(ms, tz);
  return `${dayKey(ms, tz)}T${pad(hour)}:${pad(minute)}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/** `Today`, `Yesterday`, `Monday, November 2nd`, with the year if it is another one. */
export function dayLabel(ms: number, nowMs: number, tz: string): string {
  const key = dayKey(ms, tz);
  if (key === dayKey(nowMs, tz)) return 'Today';
  if (key === dayKey(nowMs - dayMs, tz)) return 'Yesterday';
  const { year, day } = zonedParts(ms, tz);
  const [weekday, month] = [format(ms, tz, { weekday: 'long' }), format(ms, tz, { month: 'long' })];
  const label = `${weekday}, ${month} ${ordinal(day)}`;
  return year === zonedParts(nowMs, tz).year ? label : `${label}, ${year}`;
}

function ordinal(day: number): string {
  const teen = day % 100 >= 11 && day % 100 <= 13;
  return `${day}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th')}`;
}

/** `today at 9:41 AM`, `3 days ago`: when somebody last replied. */
export function agoLabel(ms: number, nowMs: number, tz: string): string {
  const label = dayLabel(ms, nowMs, tz);
  if (label === 'Today' || label === 'Yesterday') return `${label.toLowerCase()} at ${clockTime(ms, tz)}`;
  const days = Math.max(1, Math.round((nowMs - ms) / dayMs));
  return nowMs > ms ? `${days} days ago` : `${label} at ${clockTime(ms, tz)}`;
}

/** `Mon, Nov 2, 9:00 AM`, the workspace's clock. */
export function clockLabel(ms: number, tz: string): string {
  const day = format(ms, tz, { weekday: 'short', month: 'short', day: 'numeric' });
  return `${day}, ${clockTime(ms, tz)}`;
}

/** The instant at which a clock in this zone shows the date-and-time input's value; null when it is no date. */
export function fromInputDateTime(value: string, tz: string): number | null {
  const wanted = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value) ? Date.parse(`${value}:00Z`) : Number.NaN;
  if (Number.isNaN(wanted)) return null;
  // Twice: the offset at the first guess may be that of the other side of a clock change.
  const guess = wanted - offsetMs(wanted, tz);
  return wanted - offsetMs(guess, tz);
}

function offsetMs(ms: number, tz: string): number {
  const { year, month, day, hour, minute } = zonedParts(ms, tz);
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(ms / minuteMs) * minuteMs;
}

/** The next time a clock in this zone shows this hour. */
export function nextHour(nowMs: number, hour: number, tz: string): number {
  for (const ahead of [0, 1, 2]) {
    const candidate = fromInputDateTime(`${dayKey(nowMs + ahead * dayMs, tz)}T${pad(hour)}:00`, tz);
    if (candidate !== null && candidate > nowMs) return candidate;
  }
  return nowMs + dayMs;
}
