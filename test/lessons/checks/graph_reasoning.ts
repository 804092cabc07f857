// Lesson 02: everything behind a job, found in SQL over a graph that has a diamond, a cycle and an edge to nowhere.
import path from 'node:path';
import { openProcessSource } from '#src/store/sqlite/process_source.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { type FixtureRow, writeUsageFile } from '#test/fixtures/usage_fixture.ts';
import { asStatement, type Exercise, type Finding, findingsOf, inFolder } from '../exercise.ts';

/** Many times what a graph of nine jobs needs; the start of the process is not counted. */
const DEADLINE_MS = 500;

interface Row {
  readonly job_id: string;
  readonly job_name: string | null;
  readonly steps: number;
}

const JOBS: readonly FixtureRow[] = [
  'extract',
  'clean',
  'orders',
  'returns',
  'report',
  'ring a',
  'ring b',
  'alone',
].map((job_name) => ({ job_id: idOf(job_name), job_name, workspace_id: 'w' }));

/** 'clean waits for extract', and so on; the job 'gone' has no row of its own. */
const WAITS: readonly (readonly [string, string])[] = [
  ['clean', 'extract'],
  ['orders', 'clean'],
  ['returns', 'clean'],
  ['report', 'orders'],
  ['report', 'returns'],
  ['report', 'extract'],
  ['gone', 'orders'],
  ['ring a', 'report'],
  ['ring b', 'ring a'],
  ['ring a', 'ring b'],
];

function idOf(name: string): string {
  return `job_${name.replace(' ', '_')}`;
}

export const graphReasoning: Exercise = {
  number: '02',
  folder: '02_graph_reasoning',
  ending: 'sql',
  check: (text) => checkGraph(text, (file) => openProcessSource(file, { deadlineMs: DEADLINE_MS })),
};

/** A learner's statement may never end, so it runs in a process of its own unless it is known to. */
export function checkGraph(text: string, open: (file: string) => UsageSource): Promise<readonly Finding[]> {
  return findingsOf(
    () => withGraph((source) => checkAll(text, source), open),
    'The parameter is :id; the columns are job_id, job_name and steps. A statement that never ends goes round a ring of jobs: bound the number of steps.',
  );
}

function withGraph<T>(
  use: (source: UsageSource) => Promise<T>,
  open: (file: string) => UsageSource,
): Promise<T> {
  return inFolder(async (folder) => {
    const file = path.join(folder, 'graph.db');
    const edges = WAITS.map(([job, on]) => ({ job_id: idOf(job), depends_on_job_id: idOf(on) }));
    writeUsageFile(file, { jobs: JOBS, job_dependencies: edges });
    const source = open(file);
    try {
      return await use(source);
    } finally {
      await source.close();
    }
  });
}

async function checkAll(text: string, source: UsageSource): Promise<readonly Finding[]> {
  const behind = (name: string) => source.query<Row>(asStatement(text), { id: idOf(name) });
  const [alone, extract, ring] = [await behind('alone'), await behind('extract'), await behind('ring a')];
  const ids = extract.map((row) => row.job_id);
  const stepsOf = (name: string) => extract.find((row) => row.job_id === idOf(name))?.steps;
  return [
    {
      what: 'A job nobody waits for has no rows',
      ok: alone.length === 0,
      hint: `It has ${alone.length}. The job itself is not behind itself.`,
    },
    {
      what: 'Jobs two and more steps behind are found',
      ok: stepsOf('orders') === 2 && stepsOf('ring b') === 3,
      hint: 'One join is one step. WITH RECURSIVE repeats the join until it finds nothing new.',
    },
    {
      what: 'A job reached by several ways is listed once, with the fewest steps',
      ok: new Set(ids).size === ids.length && stepsOf('report') === 1,
      hint: 'report waits for extract itself and for two jobs behind it: MIN(steps), GROUP BY the job.',
    },
    {
      what: 'A job without a row of its own is listed all the same',
      ok: extract.some((row) => row.job_id === idOf('gone') && row.job_name === null),
      hint: 'An inner join with jobs drops it in silence. LEFT JOIN keeps it, its name NULL.',
    },
    {
      what: 'In a ring of jobs nothing is behind itself',
      ok: JSON.stringify(ring) === JSON.stringify([{ job_id: 'job_ring_b', job_name: 'ring b', steps: 1 }]),
      hint: 'Leave out the job that was asked for.',
    },
    {
      what: 'Nearer jobs come first, equal ones by id',
      ok: ids.join() === IN_ORDER.join(),
      hint: `Expected ${IN_ORDER.join(', ')}. Without ORDER BY the order is the database's affair.`,
    },
  ];
}

const IN_ORDER = ['clean', 'report', 'orders', 'returns', 'ring a', 'gone', 'ring b'].map(idOf);
