// Writes what failed: one cause and what it took along, then the jobs without a successful run.

import { errorFamily, OTHER_FAMILY } from '#src/lib/error_families.ts';
import { MICROS_PER_USD } from '#src/lib/money.ts';
import { sum } from '#src/lib/stats.ts';
import { compareText } from '#src/lib/text.ts';
import { joinLines, type Line, line, strong, words } from '#src/reports/line.ts';
import { type Cascade, type FailedRow, type FailureJudgement, workMicros } from './failures.ts';
import { FAILURES, type Finding, WEEK } from './finding.ts';
import { countFact, type Notebook, nameOf, usdFact } from './notebook.ts';
import type { OpenItem } from './snapshot.ts';
import type { Subject } from './subject.ts';

/** This many jobs that fail at once are worth a line whatever they cost. */
const MANY = 3;

interface FailureInput {
  readonly failures: FailureJudgement;
  readonly rows: readonly FailedRow[];
  readonly minimumMicros: number;
  /** Ids of jobs whose own line says it already. */
  readonly told: ReadonlySet<string>;
}

export function failureFindings({ failures, rows, minimumMicros, told }: FailureInput): Finding[] {
  const { cascade, fresh } = failures;
  const broken = failures.broken.filter((job) => !told.has(job.id));
  const findings: Finding[] = [];
  if (cascade) {
    const work = sum([cascade.root, ...cascade.behind].map(workMicros));
    const write = (notebook: Notebook) => cascadeLine(cascade, rows, notebook);
    findings.push(finding('cascade', cascade.root, work, write, fresh));
  }
  const work = sum(broken.map(workMicros));
  if (broken.length >= MANY || (broken.length > 0 && work >= minimumMicros)) {
    const write = (notebook: Notebook) => brokenLine(broken, rows, notebook);
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
    span: WEEK,
    change: null,
    write,
    open,
  };
}

function cascadeLine({ root, behind }: Cascade, rows: readonly FailedRow[], notebook: Notebook): Line {
  const count = countFact(notebook.sheet, 'cascade.behind', 'failed jobs that depend on it', behind.length);
  const own = mostlyLine([root], rows);
  return line`${nameOf(root)} failed${own}, and so did ${strong(count)} jobs that depend on it${spentLine('cascade', [root, ...behind], rows, notebook)}`;
}

const NAMED = 2;

function brokenLine(broken: readonly Subject[], rows: readonly FailedRow[], notebook: Notebook): Line {
  const spent = spentLine('broken', broken, rows, notebook);
  const mostly = mostlyLine(broken, rows);
  if (broken.length === 1) return line`${nameOf(broken[0]!)} had no successful run${mostly}${spent}`;
  const count = countFact(notebook.sheet, 'broken.jobs', 'jobs without a successful run', broken.length);
  return line`${strong(count)} jobs had no successful run${mostly} (${namesLine(broken, notebook)})${spent}`;
}

/** 'A, B and 5 more' */
function namesLine(subjects: readonly Subject[], { sheet }: Notebook, shown = NAMED): Line {
  const names = subjects.slice(0, shown).map((subject) => line`${nameOf(subject)}`);
  const rest = subjects.length - names.length;
  if (rest > 0) {
    const key = `names.${subjects[0]!.key}.rest`;
    return line`${joinLines(names, ', ')} and ${countFact(sheet, key, 'further jobs', rest)} more`;
  }
  return names.length < 2
    ? (names[0] ?? [])
    : line`${joinLines(names.slice(0, -1), ', ')} and ${names.at(-1)!}`;
}

/** Below this an amount would only show cents. */
const LEAST_SHOWN_MICROS = 10 * MICROS_PER_USD;

/** ': $267 went into failed runs' */
function spentLine(
  key: string,
  jobs: readonly Subject[],
  rows: readonly FailedRow[],
  { sheet }: Notebook,
): Line {
  const micros = sum(rowsOf(jobs, rows).map((row) => row.cost_micros));
  if (micros < LEAST_SHOWN_MICROS) return [];
  const spent = usdFact(sheet, { key: `${key}.spent`, label: 'cost of the failed runs' }, micros);
  return line`: ${strong(spent)} went into failed runs`;
}

/** ', mostly out of memory'; empty when no known family makes half of the failed runs. */
function mostlyLine(jobs: readonly Subject[], rows: readonly FailedRow[]): Line {
  const counts = new Map<string, number>();
  for (const { error_summary, runs } of rowsOf(jobs, rows)) {
    const { name } = errorFamily(error_summary);
    counts.set(name, (counts.get(name) ?? 0) + runs);
  }
  const [top] = [...counts].sort(([a, x], [b, y]) => y - x || compareText(a, b));
  if (!top || top[0] === OTHER_FAMILY.name || top[1] * 2 < sum([...counts.values()])) return [];
  const all = counts.size === 1;
  return line`${words(`, ${all ? '' : 'mostly '}${top[0].toLowerCase()}`)}`;
}

function rowsOf(jobs: readonly Subject[], rows: readonly FailedRow[]): FailedRow[] {
  const ids = new Set(jobs.map((job) => job.id));
  return rows.filter((row) => ids.has(row.job_id));
}
