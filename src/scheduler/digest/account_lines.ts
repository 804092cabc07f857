// Writes what concerns many jobs at once: a storm of spot evictions, a price that moved.
import { plural } from '#src/lib/text.ts';
import { type Line, line, quote, strong, words } from '#src/reports/line.ts';
import type { EvictionStorm } from './evictions.ts';
import { EVICTIONS, type Finding, WHY } from './finding.ts';
import { countFact, deltaFact, type Notebook, nameOf } from './notebook.ts';
import { type PriceChange, priceKey } from './prices.ts';
import type { OpenItem } from './snapshot.ts';

export function evictionFinding(storm: EvictionStorm): Finding {
  return {
    key: 'evictions',
    check: 'evictions',
    kind: 'up',
    weightMicros: storm.excessMicros,
    ref: storm.jobs[0]!.ref,
    chip: EVICTIONS,
    change: null,
    write: (notebook) => evictionLine(storm, notebook),
    open: [],
  };
}

function evictionLine({ evictions, usual, jobs, excessMicros }: EvictionStorm, { sheet }: Notebook): Line {
  const count = countFact(sheet, 'evictions.now', 'spot evictions', evictions);
  const before = countFact(sheet, 'evictions.usual', 'spot evictions on a usual day', usual);
  const struck = countFact(sheet, 'evictions.jobs', 'jobs with evictions', jobs.length);
  const worst = countFact(
    sheet,
    'evictions.worst',
    'evictions of the worst hit job',
    jobs[0]!.runs.evictions,
  );
  const label = 'cost of these jobs above their usual';
  const excess = deltaFact(sheet, { key: 'evictions.excess', label }, excessMicros);
  const cost = excessMicros > 0 ? line`; these jobs cost ${strong(excess)} against their usual` : [];
  return line`${strong(count)} spot evictions in ${struck} ${words(plural(jobs.length, 'job'))}, usually ${before}: ${nameOf(jobs[0]!)} lost ${worst} machines${cost}`;
}

export function priceFinding(change: PriceChange, item: OpenItem): Finding {
  return {
    key: priceKey(change),
    check: 'prices',
    kind: change.perDayMicros > 0 ? 'up' : 'down',
    weightMicros: Math.abs(change.perDayMicros),
    ref: `compute_type:${TYPES.has(change.parentType) ? change.parentType : 'OTHER'}`,
    chip: WHY,
    change: null,
    write: (notebook) => priceLine(change, notebook),
    open: [item],
  };
}

const TYPES = new Set(['JOB_RUN', 'SQL_WAREHOUSE', 'APC_CLUSTER']);

function priceLine(change: PriceChange, { sheet }: Notebook): Line {
  const key = priceKey(change);
  const price = (name: string, value: number) =>
    sheet.add({ key: `${key}.${name}`, label: 'price per DBU', value, unit: 'usd_per_dbu' });
  const label = 'difference at the usage of the last day';
  const perDay = deltaFact(sheet, { key: `${key}.per_day`, label }, change.perDayMicros);
  return line`${quote(change.sku)} now costs ${price('now', change.now)} per DBU, ${price('before', change.before)} before: ${strong(perDay)} a day at this usage`;
}
