// How billing rows really arrive: some late, a few taken back and stated again.
import { addDays, type IsoDay } from '#src/lib/dates.ts';
import type { Random } from '#src/lib/random.ts';
import { LAST_DAY } from './calendar.ts';
import { micros } from './rounding.ts';
import type { UsageRow } from './rows.ts';
import { costOf } from './skus.ts';

const LATE_SHARE = 0.03;
const VERY_LATE_SHARE = 0.003;
const CORRECTED_SHARE = 0.0012;

/** The same usage with arrival days; about one row in 800 is followed by its retraction and restatement. */
export function asBilled(rows: readonly UsageRow[], random: Random): UsageRow[] {
  return rows.flatMap((row) => {
    const roll = random.next();
    const corrected = random.chance(CORRECTED_SHARE);
    const share = 0.88 + 0.2 * random.next();
    const original = { ...row, ingested_date: arrival(row.usage_date, roll) };
    return corrected && row.total_cost !== null ? [original, ...correction(original, share)] : [original];
  });
}

function arrival(day: IsoDay, roll: number): IsoDay {
  if (roll >= LATE_SHARE) return day;
  const days = roll < VERY_LATE_SHARE ? 9 : 1 + (Math.floor(roll * 100_000) % 3);
  return earlier(addDays(day, days), addDays(LAST_DAY, 1));
}

function correction(row: UsageRow, share: number): UsageRow[] {
  const ingested = earlier(addDays(row.ingested_date, 5), addDays(LAST_DAY, 1));
  const dbus = micros(row.dbus_consumed * share);
  return [
    {
      ...row,
      compute_usage_id: `${row.compute_usage_id}-retract`,
      record_type: 'RETRACTION',
      dbus_consumed: -row.dbus_consumed,
      total_cost: -row.total_cost!,
      ingested_date: ingested,
    },
    {
      ...row,
      compute_usage_id: `${row.compute_usage_id}-restate`,
      record_type: 'RESTATEMENT',
      dbus_consumed: dbus,
      total_cost: costOf(row.compute_sku, dbus, row.usage_date),
      ingested_date: ingested,
    },
  ];
}

function earlier(a: IsoDay, b: IsoDay): IsoDay {
  return a < b ? a : b;
}
