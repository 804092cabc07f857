// A cron expression in the words people use: 'daily at 02:00', 'weekdays at 06:30', 'hourly'.

const DAYS: Readonly<Record<string, string>> = {
  '*': 'daily',
  '1-5': 'weekdays',
  'MON-FRI': 'weekdays',
  '0,6': 'weekends',
  '6,0': 'weekends',
};
const WEEKDAYS = [
  'Sundays',
  'Mondays',
  'Tuesdays',
  'Wednesdays',
  'Thursdays',
  'Fridays',
  'Saturdays',
  'Sundays',
];

/** Falls back to the expression itself for patterns without a common name. */
export function cronInWords(cron: string): string {
  const parts = cron.trim().split(/\s+/);
  const fields = parts.length === 6 ? parts.slice(1) : parts;
  const [minute, hour, dayOfMonth, month, weekday] = fields;
  if (fields.length !== 5 || month !== '*') return cron;
  if (dayOfMonth === '*' && weekday === '*' && hour === '*') return minutesInWords(minute!, cron);
  if (!/^\d+$/.test(minute!) || !/^\d+$/.test(hour!)) return cron;
  const at = `at ${hour!.padStart(2, '0')}:${minute!.padStart(2, '0')}`;
  if (dayOfMonth !== '*')
    return weekday === '*' && /^\d+$/.test(dayOfMonth!) ? `monthly on day ${dayOfMonth} ${at}` : cron;
  const days =
    DAYS[weekday!.toUpperCase()] ?? (/^[0-7]$/.test(weekday!) ? WEEKDAYS[Number(weekday)] : undefined);
  return days ? `${days} ${at}` : cron;
}

function minutesInWords(minute: string, cron: string): string {
  if (/^\d+$/.test(minute)) return 'hourly';
  const step = /^\*\/(\d+)$/.exec(minute)?.[1];
  return step ? `every ${step} minutes` : cron;
}
