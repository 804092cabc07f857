// Writes what failed: one cause and what it took along, then the jobs without a successful run.

import { mainFamily, OTHER_FAMILY } from '#src/lib/error_families.ts';
import { MICROS_PER_USD } from '#src/lib/money.ts';
import { sum } from '#src/lib/stats.ts';
import { plural } from '#src/lib/text.ts';
import { joinLines, type Line, line, strong, words } from '#src/reports/line.ts';
import { type Cascade, type FailedRow, type FailureJudgement, workMicros } from './failures.ts';
import { FAILURES, type Finding } from './finding.ts';
import { countFact, type Notebook, nameOf, usdFact } from './notebook.ts';
import type { OpenItem } from './snapshot.ts';
import type { Subject } from './subject.ts';

/** This many jobs that fail at once are worth a line whatever they cost. */
const MANY = 3;

interface FailureInput {
  readonly failures: FailureJudgement;
  readonly rows: readonly FailedRow[];
  readonly minimumMicros: number;
  /** Ids of jobs whose own line says it, too. */
  readonly told: ReadonlySet<string>;
}

export function failureFindings({ failures, rows, minimumMicros, told }: FailureInput): Finding[] {
  const { cascade, fresh, broken: all } = failures;
  // One that stands alone needs no second line; among several it is counted, so that the number is that of all.
  const untold = all.filter((job) => !told.has(job.id));
  const broken = untold.length === 0 ? [] : [...untold, ...all.filter((job) => told.has(job.id))];
  const findings: Finding[] = [];
  if (cascade) {
    const work = sum([cascade.root, ...cascade.behind].map(workMicros));
    const write = (notebook: Notebook) => cascadeLine(cascade, rows, notebook);
    findings.push(finding('cascade', cascade.root, work, write, fresh));
  }
  const work = sum(untold.map(workMicros));
  if (broken.length >= MANY || (broken.length > 0 && work >= minimumMicros)) {
    const write = (notebook: Notebook) => brokenLine(broken, { rows, besides: cascade !== null }, notebook);
    findings.push(finding('broken', broken[0]!, work, write, fresh));
  }
  return findings;
}

function finding(
  key: string,
  first: Subject,
  weightMicros: number,
  write: (notebook: Notebook) => Line,
  open: readonly OpenItem[],
): Finding {
  const ref = first.ref;
  return {
    key,
    check: 'jobs_failed',
    kind: 'up',
    weightMicros,
    ref,
    chip: FAILURES,
    change: null,
    write,
    open,
  };
}

function cascadeLine({ root, behind }: Cascade, rows: readonly FailedRow[], notebook: Notebook): Line {
  const count = countFact(notebook.sheet, 'cascade.behind', 'failed jobs that depend on it', behind.length);
  const jobs = words(plural(behind.length, 'job that depends', 'jobs that depend'));
  const spent = spentLine('cascade', [root, ...behind], rows, notebook);
  return line`${namedLine(root, rows)} failed, and so did ${strong(count)} ${jobs} on it${spent}`;
}

interface BrokenInput {
  readonly rows: readonly FailedRow[];
  /** Jobs of the cascade are counted in its line. */
  readonly besides: boolean;
}

/** '3 jobs had no successful run: A (out of memory), B (timed out) and C (schema changed); $119 went into failed runs' */
function brokenLine(broken: readonly Subject[], { rows, besides }: BrokenInput, notebook: Notebook): Line {
  const spent = spentLine('broken', broken, rows, notebook);
  if (broken.length === 1) return line`${namedLine(broken[0]!, rows)} had no successful run${spent}`;
  const count = countFact(notebook.sheet, 'broken.jobs', 'jobs without a successful run', broken.length);
  const which = words(besides ? 'other jobs' : 'jobs');
  return line`${strong(count)} ${which} had no successful run: ${namesLine(broken, rows, notebook)}${spent}`;
}

const NAMED = 3;

/** 'A (timed out), B (timed out), C (out of memory) and 5 more' */
function namesLine(subjects: readonly Subject[], rows: readonly FailedRow[], { sheet }: Notebook): Line {
  const names = subjects.slice(0, NAMED).map((subject) => namedLine(subject, rows));
  const rest = subjects.length - names.length;
  if (rest === 0) return line`${joinLines(names.slice(0, -1), ', ')} and ${names.at(-1)!}`;
  const key = `names.${subjects[0]!.key}.rest`;
  return line`${joinLines(names, ', ')} and ${countFact(sheet, key, 'further jobs', rest)} more`;
}

/** 'Clickstream sessionize (spot capacity lost)': the family that the answer about its failures puts first. */
function namedLine(job: Subject, rows: readonly FailedRow[]): Line {
  const own = rowsOf([job], rows);
  const family = mainFamily(own.map(({ error_summary, runs }) => ({ summary: error_summary, runs })));
  if (family === null || family.id === OTHER_FAMILY.id) return line`${nameOf(job)}`;
  return line`${nameOf(job)} (${words(family.name.toLowerCase())})`;
}

/** Below this an amount would only show cents. */
const LEAST_SHOWN_MICROS = 10 * MICROS_PER_USD;

/** '; $267 went into failed runs' */
function spentLine(
  key: string,
  jobs: readonly Subject[],
  rows: readonly FailedRow[],
  { sheet }: Notebook,
): Line {
  const micros = sum(rowsOf(jobs, rows).map((row) => row.cost_micros));
  if (micros < LEAST_SHOWN_MICROS) return [];
  const spent = usdFact(sheet, { key: `${key}.spent`, label: 'cost of the failed runs' }, micros);
  return line`; ${strong(spent)} went into failed runs`;
}

function rowsOf(jobs: readonly Subject[], rows: readonly FailedRow[]): FailedRow[] {
  const ids = new Set(jobs.map((job) => job.id));
  return rows.filter((row) => ids.has(row.job_id));
}
