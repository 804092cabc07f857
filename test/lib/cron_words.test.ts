import { describe, expect, it } from 'vitest';
import { cronInWords } from '#src/lib/cron_words.ts';

describe('a schedule in words', () => {
  it.each([
    ['0 2 * * *', 'daily at 02:00'],
    ['30 6 * * 1-5', 'weekdays at 06:30'],
    ['30 6 * * MON-FRI', 'weekdays at 06:30'],
    ['0 8 * * 0,6', 'weekends at 08:00'],
    ['15 23 * * 1', 'Mondays at 23:15'],
    ['15 23 * * sun', 'Sundays at 23:15'],
    ['0 4 * * 7', 'Sundays at 04:00'],
    ['0 4 1 * *', 'monthly on day 1 at 04:00'],
    ['17 * * * *', 'hourly'],
    ['*/15 * * * *', 'every 15 minutes'],
    ['0 6 * * 1-6', 'Mondays to Saturdays at 06:00'],
    ['0 8 * * 2,4', 'Tuesdays and Thursdays at 08:00'],
    ['0 5,14 * * *', 'daily at 05:00 and 14:00'],
    ['0 8,12,16 * * 1-5', 'weekdays at 08:00, 12:00 and 16:00'],
    ['10 */6 * * *', 'every 6 hours'],
    ['0 0 2 * * ?', 'daily at 02:00'],
    ['0 30 6 ? * MON-FRI', 'weekdays at 06:30'],
  ])('%s is %s', (cron, expected) => {
    expect(cronInWords(cron)).toBe(expected);
  });

  it.each([
    '0 2 1 1 *',
    '0 2 1 * 1',
    '0 2-14 * * *',
    '0 2 * * 8',
    '0 2,25 * * *',
    '99 2 * * *',
    '0 30 2 ? * 2-6',
    '@daily',
    '',
    '1 2 3',
    '0 25 * * *',
  ])('%s stays as it is', (cron) => {
    expect(cronInWords(cron)).toBe(cron);
  });
});
