// Optimize: what would change this job's bill, with the arithmetic shown and what each change risks.
import { ratio, significant, sum } from '#src/lib/stats.ts';
import { plural } from '#src/lib/text.ts';
import { type Line, line, quote, strong, words } from '#src/reports/line.ts';
import type { JobStudy } from '../../study/job_study.ts';
import { periodLength } from '../common/phrases.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { unpricedNote } from './explain.ts';
import {
  costFact,
  costOf,
  countFact,
  failureGroups,
  from,
  isFailed,
  meanCpu,
  totals,
  usdFact,
} from './measures.ts';
import { hasMemoryErrors, type Saving, savingsOf, typicalSize } from './savings.ts';

export function cutCost(study: JobStudy): Narration {
  const savings = savingsOf(study);
  if (savings.length === 0) {
    return notApplicable(
      line`*No saving of a dollar or more stands out:* ${costFact(study)} in ${periodLength(study)}; failures, idle workers and more spot offer less than that.`,
      {
        next: [line`look at *Trend*: what a job costs next month depends on how often it runs.`],
      },
    );
  }
  const best = savings[0]!;
  const top = usdFact(study, savingKey(best), 'largest single saving', best.micros);
  const headline = line`*Up to* ${strong(top)} *of* ${strong(costFact(study))} *could go:* ${best.action}.`;
  return draft(headline, {
    points: savings.flatMap(savingPoints),
    next: [line`start with the first; the savings overlap, so do not add them up.`],
    notes: unpricedNote(study),
  });
}

/** The fact that states a saving, as its sums already do. */
function savingKey(saving: Saving): string {
  return saving.key === 'failures' ? 'failed.cost' : `saving.${saving.key}`;
}

function savingPoints(saving: Saving): Line[] {
  return [line`${capitalized(saving.action)}: ${saving.sums}. Risk: ${saving.risk}.`];
}

function capitalized(text: Line): Line {
  const [first, ...rest] = text;
  return first
    ? [{ ...first, text: first.text.slice(0, 1).toUpperCase() + first.text.slice(1) }, ...rest]
    : text;
}

export function rightSize(study: JobStudy): Narration {
  const size = typicalSize(study.runs);
  const cpu = meanCpu(study);
  if (size === null)
    return notApplicable(
      line`*There is no size to change:* its runs are serverless, or their nodes are not recorded.`,
      { next: [line`*Cut cost* shows what else can be done.`] },
    );
  const workers = countFact(study, 'size.now', 'usual largest number of workers', size);
  if (cpu === null)
    return notApplicable(
      line`*Not assessed:* it uses up to ${workers} workers, but no utilization was recorded.`,
      { next: [line`look at the metrics of one run before changing the size.`] },
    );
  const cpuFact = study.sheet.add({
    key: 'cpu',
    label: 'mean CPU utilization',
    value: significant(cpu),
    unit: 'percent',
    ...from('cost'),
  });
  const savings = savingsOf(study).filter((saving) => saving.key === 'size' || saving.key === 'revert');
  const types = quote(
    study.runs.filter((run) => run.worker_instance_type !== null).at(-1)?.worker_instance_type ??
      'unrecorded machines',
  );
  const memory = memoryPoint(study);
  if (savings.length === 0) {
    return draft(
      line`${strong(study.subject)} *has about the right size:* up to ${workers} ${types} workers at ${cpuFact} CPU.`,
      {
        points: [
          ...memory,
          line`Fewer workers would save only if the work still fits: at this load, cost moves from width to length.`,
        ],
        next: [
          memory.length > 0
            ? line`treat the memory errors before the size (*Failures*).`
            : line`leave the size; *Cut cost* shows what else can be done.`,
        ],
      },
    );
  }
  const top = savings[0]!;
  return draft(
    line`${strong(study.subject)} *is larger than its work:* up to ${workers} ${types} workers at ${cpuFact} CPU; ${usdFact(study, savingKey(top), 'largest single saving', top.micros)} at most could go.`,
    {
      points: [...savings.flatMap(savingPoints), ...memory],
      next: [
        line`run once at the smaller size and compare duration and DBUs with the median run before rolling it out.`,
      ],
      notes: unpricedNote(study),
    },
  );
}

function memoryPoint(study: JobStudy): Line[] {
  if (!hasMemoryErrors(study)) return [];
  const group = failureGroups(study.runs).find((item) => item.family.id === 'out_of_memory');
  const count = countFact(
    study,
    'family.out_of_memory.count',
    'failed runs: Out of memory',
    group?.runs.length ?? 0,
  );
  return [
    line`${count} ${words(plural(group?.runs.length ?? 0, 'run'))} died of memory: more memory per core (a memory-optimized family) helps, more workers of the same kind may not.`,
  ];
}

export function reliability(study: JobStudy): Narration {
  const failed = study.runs.filter(isFailed);
  if (failed.length === 0 && study.evictions.length === 0) {
    const runs = countFact(study, 'runs', 'runs started in the period', study.runs.length);
    const ran = line`${runs} ${words(plural(study.runs.length, 'run'))}`;
    return notApplicable(line`*Nothing to repair:* ${ran}, no failure, no eviction.`, {
      next: [line`*Trend* tells when that changes.`],
    });
  }
  const lost = costOf(failed);
  const retries = study.runs.filter((run) => run.retry_of_run_id !== null);
  const headline =
    failed.length === 0
      ? line`*No run failed,* though ${evictionsFact(study)} ${words(plural(study.evictions.length, 'spot eviction'))} hit its runs.`
      : line`*Failures cost* ${strong(usdFact(study, 'failed.cost', 'cost of failed runs', lost))}${shareText(study, lost)} *of this job's bill*.`;
  const points = [
    ...familyPoints(study),
    ...retryPoint(study, retries.length),
    ...spotPoint(study, lost),
    downstreamPoint(study),
  ];
  return draft(headline, { points: points.filter((point) => point.length > 0), next: [nextStep(study)] });
}

function evictionsFact(study: JobStudy) {
  return countFact(study, 'evictions', 'spot evictions in the period', study.evictions.length);
}

function shareText(study: JobStudy, lost: number): Line {
  const pct = ratio(lost * 100, totals(study, 'current').costMicros);
  if (pct === null) return [];
  return line`, ${study.sheet.add({ key: 'failed.share', label: 'share of cost in failed runs', value: significant(pct), unit: 'percent', ...from('runs') })}`;
}

function familyPoints(study: JobStudy): Line[] {
  return failureGroups(study.runs)
    .slice(0, 2)
    .map((group) => {
      const key = `family.${group.family.id}`;
      const count = countFact(study, `${key}.count`, `failed runs: ${group.family.name}`, group.runs.length);
      const cost = usdFact(
        study,
        `${key}.cost`,
        `cost of failed runs: ${group.family.name}`,
        costOf(group.runs),
      );
      return line`${quote(group.family.name)}: ${count} ${words(plural(group.runs.length, 'run'))}, ${cost}. ${words(group.family.remedy)}`;
    });
}

function retryPoint(study: JobStudy, retries: number): Line[] {
  if (study.profile.absent.includes('job_runs.retry_of_run_id'))
    return [line`Repeated attempts: not assessed, this database does not record them.`];
  const count = countFact(study, 'retries', 'repeated attempts', retries);
  if (retries === 0)
    return [
      line`No attempt is repeated automatically: one retry would cover errors that pass by themselves, at the price of a second run when they do not.`,
    ];
  return [
    line`${count} repeated ${words(plural(retries, 'attempt'))}, at ${usdFact(study, 'retries.cost', 'cost of repeated attempts', costOf(study.runs.filter((run) => run.retry_of_run_id !== null)))}.`,
  ];
}

/** Current, changed, difference of going on demand, against what evictions cost. */
function spotPoint(study: JobStudy, lost: number): Line[] {
  const { costMicros, spotMicros } = totals(study, 'current');
  if (spotMicros === 0 || study.evictions.length === 0) return [];
  const discount = study.settings.spotDiscount;
  const premium = Math.round(spotMicros / (1 - discount) - spotMicros);
  const evictions = line`${evictionsFact(study)} ${words(plural(study.evictions.length, 'eviction'))}`;
  const now = costFact(study);
  const changed = usdFact(study, 'ondemand.cost', 'cost if all on demand', costMicros + premium);
  const more = usdFact(study, 'ondemand.premium', 'what on-demand only would cost more', premium);
  const assumption = study.sheet.add({
    key: 'setting.spot_discount',
    label: 'assumed spot discount',
    value: discount,
    unit: 'ratio',
  });
  const verdict =
    premium < lost
      ? words('less than the failures cost')
      : words('more than the failures cost, so first protect only the driver');
  return [
    line`All on demand: ${now} now, ${changed} then, ${more} more (if spot saves ${assumption}), to avoid ${evictions}. That is ${verdict}.`,
  ];
}

function downstreamPoint(study: JobStudy): Line {
  const down = study.neighbours.filter((neighbour) => neighbour.direction === 'downstream');
  if (down.length === 0) return [];
  const cost = usdFact(
    study,
    'downstream.cost',
    'cost of the jobs that wait for it',
    sum(down.map((job) => job.cost_micros)),
  );
  return line`${countFact(study, 'downstream.count', 'jobs that depend on it', down.length)} ${words(plural(down.length, 'job'))} ${words(down.length === 1 ? 'waits' : 'wait')} for it (${cost} in the period): a failure here delays them too.`;
}

function nextStep(study: JobStudy): Line {
  const top = failureGroups(study.runs)[0];
  if (!top) return line`keep the driver on demand and watch *Spot and evictions*.`;
  return line`begin with ${quote(top.family.name.toLowerCase())}: *Failures* shows the messages and days.`;
}
