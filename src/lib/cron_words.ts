// A cron expression in the words people use: 'daily at 02:00', 'weekdays at 06:30', 'hourly'.
import { joinAnd } from './text.ts';

const DAYS: Readonly<Record<string, string>> = {
  '*': 'daily',
  '1-5': 'weekdays',
  'MON-FRI': 'weekdays',
  '0,6': 'weekends',
  '6,0': 'weekends',
};
const NAMES = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
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

/**
 * Falls back to the expression itself for patterns without a common name. Six fields begin with seconds, '?' is '*'; what a number
 * of a weekday means differs between the schedulers that write six, so those are not guessed.
 */
export function cronInWords(cron: string): string {
  const parts = cron
    .trim()
    .split(/\s+/)
    .map((field) => (field === '?' ? '*' : field));
  const fields = parts.length === 6 ? parts.slice(1) : parts;
  const [minute, hour, dayOfMonth, month, weekday] = fields;
  if (fields.length !== 5 || month !== '*' || (parts.length === 6 && /\d/.test(weekday!))) return cron;
  if (dayOfMonth === '*' && weekday === '*' && hour === '*') return minutesInWords(minute!, cron);
  const days = daysInWords(dayOfMonth!, weekday!);
  const times = timesInWords(minute!, hour!);
  if (!days || !times) return cron;
  return days === 'daily' && times.startsWith('every') ? times : `${days} ${times}`;
}

/** 'at 02:00', 'at 05:00 and 14:00', 'every 6 hours'. */
function timesInWords(minute: string, hour: string): string | undefined {
  if (!isUpTo(minute, 59)) return undefined;
  const step = /^\*\/(\d+)$/.exec(hour)?.[1];
  if (step) return step === '1' ? 'every hour' : `every ${step} hours`;
  const hours = hour.split(',');
  if (!hours.every((each) => isUpTo(each, 23))) return undefined;
  return `at ${joinAnd(hours.map((each) => `${each.padStart(2, '0')}:${minute.padStart(2, '0')}`))}`;
}

function daysInWords(dayOfMonth: string, weekday: string): string | undefined {
  if (dayOfMonth !== '*')
    return weekday === '*' && isUpTo(dayOfMonth, 31) ? `monthly on day ${dayOfMonth}` : undefined;
  const name = weekday.toUpperCase();
  if (DAYS[name]) return DAYS[name];
  const range = name.split('-').map(weekdayName);
  if (range.length === 2 && range[0] && range[1]) return `${range[0]} to ${range[1]}`;
  const list = name
    .split(',')
    .map(weekdayName)
    .filter((day) => day !== undefined);
  return list.length === name.split(',').length ? joinAnd(list) : undefined;
}

function weekdayName(name: string): string | undefined {
  return WEEKDAYS[isUpTo(name, 7) ? Number(name) : NAMES.indexOf(name)];
}

function isUpTo(field: string, most: number): boolean {
  return /^\d+$/.test(field) && Number(field) <= most;
}

function minutesInWords(minute: string, cron: string): string {
  if (isUpTo(minute, 59)) return 'hourly';
  const step = /^\*\/(\d+)$/.exec(minute)?.[1];
  return step ? `every ${step} minutes` : cron;
}
