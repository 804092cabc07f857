// Optimize: what a warehouse or cluster would cost set up otherwise: current, changed, difference, risk.
import { ratio } from '#src/lib/stats.ts';
import { type Line, line, quote, words } from '#src/reports/line.ts';
import { nextSmaller } from '../../study/compute_sizes.ts';
import type { ComputeStudy } from '../../study/compute_study.ts';
import { figures } from '../common/figures.ts';
import { capital, counted, said } from '../common/phrases.ts';
import { type Saving, savedMicros, worthFact } from '../common/saving.ts';
import { CPU_TARGET_PCT, FEWEST_CPU_ROWS, sizeRule } from '../common/sizing.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { configInForce, costFact, hasQueries, queryTimes, sizeOf, totals } from './compute_measures.ts';
import { type ComputeUse, SLOW_MOST_PCT, slowLimitFact, slowPct, slowText } from './compute_savings.ts';
import { cpuNote, measureNotes } from './notes.ts';
import { savingsOfStudy, useOf } from './savings_of_study.ts';
import { isSilent, silent } from './silent.ts';

const SIZE_KEYS: readonly string[] = ['size', 'workers', 'clusters'];

export function cutCost(study: ComputeStudy): Narration {
  if (isSilent(study)) return silent(study);
  const savings = savingsOfStudy(study);
  if (savings.length === 0) return nothingToCut(study);
  return draft(headline(study, savings, 'Up to'), {
    points: said([...savings.map((saving) => savingPoint(study, saving)), jobPricePoint(study)]),
    next: [nextOf(savings)],
    notes: said([
      line`Each step is computed on what the ones above it leave, so the differences may be added; steps of less than ${worthFact(figures(study, 'facts/compute_daily'))} are not named. The cost is the one of this period; the next may differ.`,
      ...measureNotes(study),
    ]),
  });
}

export function rightSize(study: ComputeStudy): Narration {
  if (isSilent(study)) return silent(study);
  const sizes = savingsOfStudy(study).filter((saving) => SIZE_KEYS.includes(saving.key));
  if (sizes.length === 0) return sizeFits(study);
  return draft(headline(study, sizes, 'A smaller size of'), {
    points: said([
      ...sizes.map((saving) => savingPoint(study, saving)),
      evidencePoint(study),
      firstPoint(study),
    ]),
    next: [line`try it for a day that is not the busiest and compare (*Utilization* shows the days).`],
    notes: said([
      ...measureNotes(study),
      cpuNote(study),
      study.kind === 'APC_CLUSTER' ? sizeRule(figures(study, 'facts/compute_daily')) : null,
    ]),
  });
}

function headline(study: ComputeStudy, savings: readonly Saving[], start: string): Line {
  const f = figures(study, 'facts/compute_daily');
  const micros = savedMicros(savings);
  const [key, of] = start === 'Up to' ? ['saving.all', 'all savings'] : ['saving.sizes', 'savings by size'];
  const saved = f.usd(key, `${of} together`, micros);
  const pct = f.percent(
    `${key}.pct`,
    `${of} together as a share of the cost`,
    ratio(micros * 100, totals(study, 'current').costMicros) ?? 0,
  );
  if (start === 'Up to')
    return line`Up to ${saved} of the ${costFact(study)} of ${study.subject} can go (${pct}).`;
  return line`A smaller size of ${study.subject} would save up to ${saved} of the ${costFact(study)} (${pct}).`;
}

function savingPoint(study: ComputeStudy, saving: Saving): Line {
  const f = figures(study, 'facts/compute_daily');
  return capital(line`${saving.action(f)}: ${saving.sums(f)}. Risk: ${saving.risk(f)}.`);
}

/** All-purpose DBUs cost more than job DBUs: what moving scheduled work would bring, per tenth of the DBUs. */
function jobPricePoint(study: ComputeStudy): Line | null {
  const { dbuMicros, costMicros } = totals(study, 'current');
  const price = ratio(costMicros, dbuMicros);
  const job = study.prices.filter((row) => row.compute_sku === 'JOBS_COMPUTE').at(-1);
  if (study.kind !== 'APC_CLUSTER' || price === null || !job || job.usd_per_dbu >= price) return null;
  const f = figures(study, 'facts/sku_prices');
  const share = f.percent('moved.share', 'share of the DBUs looked at', 10);
  const micros = Math.round((dbuMicros / 10) * (price - job.usd_per_dbu));
  return line`Work that runs on a schedule costs ${f.price('price.job', 'list price per DBU of job compute', job.usd_per_dbu)} per DBU as a job instead of ${figures(study, 'facts/compute_daily').price('price', 'cost per DBU', price)} here: every ${share} of its DBUs moved save ${f.usd('moved.saving', 'saving from moving this share of the DBUs to job compute', micros)}. How much of it is scheduled is not recorded, so this is not in the sum. Risk: each job starts its own cluster.`;
}

function nextOf(savings: readonly Saving[]): Line {
  const first = savings[0]!;
  if (first.key === 'always_on' || first.key === 'auto_stop')
    return line`change auto-stop first: it takes a minute and can be undone at once. Tell the users (*Who uses it*).`;
  return line`try the first on a quiet day and compare (*Right-size* shows what speaks for and against).`;
}

function nothingToCut(study: ComputeStudy): Narration {
  return notApplicable(
    line`No saving of ${worthFact(figures(study, 'facts/compute_daily'))} or more for ${study.subject} (${costFact(study)}): ${whyNothing(study)}.`,
    {
      points: said([jobPricePoint(study)]),
      next: [
        line`look at what runs on it instead (*Cost drivers* lists the heaviest, *Who uses it* the people).`,
      ],
      notes: measureNotes(study),
    },
  );
}

function whyNothing(study: ComputeStudy): Line {
  const config = configInForce(study);
  if (config === null) return line`its configuration is not recorded, so auto-stop and size cannot be judged`;
  if (config.auto_stop_mins === 0 && !hasQueries(study))
    return line`auto-stop is off, but without a query history it cannot be told which hours are idle`;
  return study.kind === 'APC_CLUSTER'
    ? line`a shorter auto-stop and fewer workers offer less than that, where they can be judged`
    : line`a shorter auto-stop, fewer clusters and a smaller size offer less than that, where they can be judged`;
}

/** Why the size is right, or why that cannot be told. */
function sizeFits(study: ComputeStudy): Narration {
  const notes = measureNotes(study);
  if (study.kind === 'APC_CLUSTER') return clusterFits(study, notes);
  const size = sizeOf(study);
  const times = queryTimes(study, 'current');
  if (!size || !hasQueries(study) || !times) {
    return notApplicable(
      line`The size of ${study.subject} is not assessed: ${words(size ? 'its queries are' : 'its size is')} not recorded.`,
      { notes, next: [line`*Cut cost* shows what does not depend on the size.`] },
    );
  }
  if (nextSmaller(size) === null)
    return notApplicable(line`${study.subject} has the smallest size there is (${quote(size)}).`, {
      points: said([evidencePoint(study)]),
      notes,
      next: [line`save hours instead of size (*Cut cost*).`],
    });
  return warehouseFits(study, useOf(study), notes);
}

function warehouseFits(study: ComputeStudy, use: ComputeUse, notes: readonly Line[]): Narration {
  const f = figures(study, 'facts/query_speed');
  const pct = slowPct(use);
  if (pct === null)
    return notApplicable(
      line`The size of ${study.subject} is not assessed: no query of the period has a recorded time.`,
      { notes, next: [line`*Cut cost* shows what does not depend on the size.`] },
    );
  const busy = pct > SLOW_MOST_PCT;
  const why = busy
    ? line`${slowText(f, use)} of them; up to ${slowLimitFact(f)} are allowed`
    : line`it would save less than ${worthFact(f)}, or it scales to several clusters, which comes first (*Cut cost*)`;
  return notApplicable(line`A smaller size is not offered for ${study.subject}: ${why}.`, {
    points: said([evidencePoint(study)]),
    notes,
    next: [
      busy
        ? line`treat the heaviest statements first (*Cost drivers* lists them), then ask again.`
        : line`save hours instead of size (*Cut cost*).`,
    ],
  });
}

function clusterFits(study: ComputeStudy, notes: readonly Line[]): Narration {
  const { cpuPct, cpuRows } = useOf(study);
  const f = figures(study, 'facts/compute_daily');
  const next = [line`save hours instead (*Cut cost*).`];
  if (cpuPct === null || cpuRows < FEWEST_CPU_ROWS) {
    const rows = f.count('cpu.rows', 'days with measured CPU', cpuRows);
    const least = f.count(
      'cpu.rows.least',
      'days with measured CPU below which a size is not judged',
      FEWEST_CPU_ROWS,
    );
    return notApplicable(
      line`The size of ${study.subject} is not assessed: its CPU was measured on ${counted(rows, 'day')} of the period, ${least} are needed.`,
      { notes, next: [line`choose a longer period, or see what does not depend on the size (*Cut cost*).`] },
    );
  }
  const target = f.percent('cpu.target', 'CPU utilization aimed for', CPU_TARGET_PCT);
  return notApplicable(
    line`The size of ${study.subject} fits: its CPU is ${f.percent('cpu', 'mean CPU utilization', cpuPct)} busy, ${target} is aimed for, and a smaller size would not save ${worthFact(f)}.`,
    { notes: [...notes, sizeRule(f)], next },
  );
}

/** What speaks about the size: times of queries beside the period before, or the busiest day. */
function evidencePoint(study: ComputeStudy): Line | null {
  const times = queryTimes(study, 'current');
  if (study.kind === 'SQL_WAREHOUSE') {
    if (!times || times.median_ms === null || times.p95_ms === null) return null;
    const f = figures(study, 'facts/compute_query_times');
    const before = queryTimes(study, 'previous')?.p95_ms ?? null;
    const past =
      before === null || !study.window.hasPrevious
        ? []
        : line` (${f.past().seconds('tail', 'time the slowest queries took at least in the period before', before / 1000)} before)`;
    return line`Of ${counted(f.count('queries', 'queries in the period', times.queries), 'query', 'queries')} the median takes ${f.seconds('queries.median', 'median time of a query', times.median_ms / 1000)}, the slowest ${f.percent('tail.share', 'share of the slowest queries', 5)} take ${f.seconds('tail', 'time the slowest queries take at least', times.p95_ms / 1000)} or more${past}, the longest ${f.seconds('queries.longest', 'longest query', (times.longest_ms ?? 0) / 1000)}.`;
  }
  const top = [...study.telemetry]
    .filter((row) => row.cpu !== null)
    .sort((a, b) => b.cpu! - a.cpu! || (a.day < b.day ? -1 : 1))[0];
  if (!top) return null;
  const f = figures(study, 'facts/compute_telemetry');
  return line`Against it: on ${f.day('cpu.peak.day', 'day with the highest mean CPU', top.day)} the CPU was ${f.percent('cpu.peak', 'highest mean CPU of a day', top.cpu!)} busy on average.`;
}

/** Savings that come before the size are named, because the sums above rest on them. */
function firstPoint(study: ComputeStudy): Line | null {
  const before = savingsOfStudy(study).filter((saving) => !SIZE_KEYS.includes(saving.key));
  if (before.length === 0) return null;
  const micros = figures(study, 'facts/compute_daily').usd(
    'saving.first',
    'savings that do not depend on the size',
    savedMicros(before),
  );
  return line`The sums assume that ${micros} of idle time is saved first (*Cut cost*); without that the size would save more.`;
}
