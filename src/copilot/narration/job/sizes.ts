// Right-size of a job: the answers for each verdict on its size, with current and proposed workers, the sum and the rule.
import { plural } from '#src/lib/text.ts';
import { type Line, line, quote, strong, words } from '#src/reports/line.ts';
import type { JobStudy } from '../../study/job_study.ts';
import { cpuPct, lossOf, sizeJudged } from '../common/job_savings.ts';
import { type Saving, worthFact } from '../common/saving.ts';
import { CPU_TARGET_PCT, FEWEST_CPU_ROWS, sizeRule } from '../common/sizing.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { costFact, countFact, failureGroups } from './measures.ts';
import { unpricedNote } from './notes.ts';
import { savingPoint, wasteFigures } from './savings.ts';

export function smallerSize(study: JobStudy, saving: Saving): Narration {
  const f = wasteFigures(study);
  const micros = f.usd('saving.size', 'saving, the most it could be', saving.micros);
  return draft(
    line`${strong(study.subject)} *is larger than its work:* ${sizeText(study)}; ${saving.action(f)} and up to ${strong(micros)} of ${costFact(study)} goes.`,
    {
      points: [savingPoint(study, saving)],
      next: [
        line`run once at the smaller size and compare duration and DBUs with the median run before rolling it out.`,
      ],
      notes: notesOf(study),
    },
  );
}

export function changeFirst(study: JobStudy, saving: Saving): Narration {
  const f = wasteFigures(study);
  const micros = f.usd('saving.revert', 'saving, the most it could be', saving.micros);
  return draft(
    line`*First* ${saving.action(f)}*:* up to ${strong(micros)} of ${costFact(study)} goes; ${strong(study.subject)} has ${sizeText(study)}.`,
    {
      points: [savingPoint(study, saving), ...memorySince(study)],
      next: [
        line`undo it for one run and compare; judge the number of workers by the CPU of the runs after that.`,
      ],
      notes: unpricedNote(study),
    },
  );
}

/** Whether the memory errors came with the change. */
function memorySince(study: JobStudy): Line[] {
  const died = failureGroups(study.runs).find(({ family }) => family.id === 'out_of_memory')?.runs ?? [];
  const change = study.use?.change;
  if (died.length === 0 || !change) return [];
  const since = died.filter((run) => run.start_time >= change.event_time).length;
  const who = line`${diedFact(study, died.length)} ${words(plural(died.length, 'run'))} died of memory`;
  if (since === 0) return [line`${who}, before the change: with the old configuration that may come back.`];
  const after = countFact(study, 'memory.since', 'failed runs: Out of memory, since the change', since);
  const when = since === died.length ? words('since the change') : line`${after} of them since the change`;
  return [
    line`${who}, ${when}: it did not prevent them; more memory per core (a memory-optimized family) may.`,
  ];
}

/** 'up to 16 c5.4xlarge workers at 37% CPU'. */
function sizeText(study: JobStudy): Line {
  const f = wasteFigures(study);
  const use = study.use!;
  const cpu = use.cpu_rows > 0 ? line` at ${f.percent('cpu', 'mean CPU utilization', cpuPct(use))} CPU` : [];
  if (use.workers === null) return line`workers whose number is not recorded${cpu}`;
  const machine = study.runs.findLast((run) => run.worker_instance_type !== null)?.worker_instance_type;
  const workers = f.count('workers', 'largest number of workers', use.workers);
  return line`up to ${workers} ${machine ? line`${quote(machine)} ` : []}${words(plural(use.workers, 'worker'))}${cpu}`;
}

/** Why no other size is proposed. */
export function keepSize(study: JobStudy): Narration {
  const judged = sizeJudged(study.use!);
  if (judged === 'memory') return dyingOfMemory(study);
  if (judged === 'unmeasured') return unmeasured(study);
  return judged === 'resized' ? resized(study) : fits(study);
}

function dyingOfMemory(study: JobStudy): Narration {
  const runs = lossOf(study.use!, 'out_of_memory')!.runs;
  const died = line`${diedFact(study, runs)} ${words(plural(runs, 'run'))} died of memory`;
  return draft(
    line`*No smaller size while runs die of memory:* ${strong(study.subject)} has ${sizeText(study)}, and ${died}.`,
    {
      points: [
        line`By its CPU alone it would need fewer workers, but fewer of the same kind have less memory in total. More memory per core (a memory-optimized family) helps; more workers of the same kind may not, where the data are skewed.`,
      ],
      next: [line`treat the memory errors first (*Failures*), then ask again.`],
      notes: notesOf(study),
    },
  );
}

function unmeasured(study: JobStudy): Narration {
  const f = wasteFigures(study);
  const { cpu_rows } = study.use!;
  const least = f.count('cpu.rows.least', 'CPU figures below which a size is not judged', FEWEST_CPU_ROWS);
  const rows = f.count('cpu.rows', 'measured CPU figures', cpu_rows);
  return notApplicable(
    line`*Not assessed:* ${strong(study.subject)} has ${sizeText(study)}; its CPU was measured ${rows} ${words(plural(cpu_rows, 'time'))}, ${least} are needed.`,
    { next: [line`choose a longer period, or look at the metrics of one run.`], notes: notesOf(study) },
  );
}

function resized(study: JobStudy): Narration {
  return notApplicable(
    line`*Not assessed:* ${strong(study.subject)} has ${sizeText(study)} now, but its size changed within the period, so the CPU says nothing about this size.`,
    { next: [line`ask again when it has run at one size for some time.`], notes: notesOf(study) },
  );
}

function fits(study: JobStudy): Narration {
  const f = wasteFigures(study);
  const target = f.percent('cpu.target', 'CPU utilization aimed for', CPU_TARGET_PCT);
  return draft(
    line`${strong(study.subject)} *has about the right size:* ${sizeText(study)}; ${target} CPU is aimed for, and fewer workers would not save ${worthFact(f)}.`,
    {
      points: memoryPoint(study),
      next: [line`leave the size; *Cut cost* shows what else can be done.`],
      notes: notesOf(study),
    },
  );
}

function notesOf(study: JobStudy): Line[] {
  return [sizeRule(wasteFigures(study)), ...unpricedNote(study)];
}

function diedFact(study: JobStudy, runs: number) {
  return wasteFigures(study).count('family.out_of_memory.count', 'failed runs: Out of memory', runs);
}

/** Said beside a size that fits. */
function memoryPoint(study: JobStudy): Line[] {
  const runs = (study.use && lossOf(study.use, 'out_of_memory')?.runs) ?? 0;
  if (runs === 0) return [];
  return [
    line`${diedFact(study, runs)} ${words(plural(runs, 'run'))} died of memory all the same: more memory per core (a memory-optimized family) helps, more workers of the same kind may not (*Failures*).`,
  ];
}
