// How long a person waits for the page: from a fresh clone, and the second time.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectPath } from '#src/config/paths.ts';
import { median } from '#src/lib/stats.ts';
import { freePort } from './free_port.ts';
import { atMost, type BenchRow } from './table.ts';

const STARTS = 3;
const START_LIMIT_MS = 60_000;
const CLONE_LIMIT_MS = 900_000;
const POLL_MS = 20;

interface Start {
  readonly pageMs: number;
  readonly connectedMs: number;
}

/** The sample database and the indexes must be there: the first start of a clone is another measurement. */
export async function measureSecondStart(): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'start_bench_'));
  const starts: Start[] = [];
  try {
    for (let i = 0; i < STARTS; i++)
      starts.push(await startDemo(projectPath(''), path.join(folder, `${i}.db`), START_LIMIT_MS));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return [
    seconds(
      'npm run demo until the page answers',
      starts.map((s) => s.pageMs),
      5,
    ),
    seconds(
      'npm run demo until the app is connected',
      starts.map((s) => s.connectedMs),
      5,
    ),
  ];
}

/** Clones HEAD into a temporary folder and runs the demo there: installs, compiles, builds data and indexes. */
export async function measureCleanClone(): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'clone_bench_'));
  const start = performance.now();
  try {
    const clone = spawnSync('git', ['clone', '--quiet', projectPath(''), folder], { stdio: 'inherit' });
    if (clone.status !== 0) throw new Error('git clone failed');
    const cloneMs = performance.now() - start;
    const demo = await startDemo(folder, path.join(folder, 'data/build/state.db'), CLONE_LIMIT_MS);
    return [
      seconds('git clone and npm run demo until the page answers', [cloneMs + demo.pageMs], 180),
      seconds('the same until the app is connected', [cloneMs + demo.connectedMs], null),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startDemo(cwd: string, stateDb: string, limitMs: number): Promise<Start> {
  const port = await freePort();
  const start = performance.now();
  const demo = spawn('npm', ['run', 'demo'], {
    cwd,
    env: { ...process.env, PORT: String(port), STATE_DB: stateDb },
    // Installing is worth watching; a start that is stopped at once only complains about it.
    stdio: ['ignore', 'pipe', limitMs === CLONE_LIMIT_MS ? 'inherit' : 'ignore'],
    // A group of its own, so that npm and what it started can be stopped together.
    detached: true,
  });
  const ended = new Promise<never>((_, reject) => {
    demo.once('exit', (code) => reject(new Error(`npm run demo ended with ${code}.`)));
    setTimeout(() => reject(new Error('npm run demo took too long.')), limitMs).unref();
  });
  const since = async (event: Promise<unknown>) => {
    await event;
    return performance.now() - start;
  };
  try {
    const both = [since(pageAnswers(`http://127.0.0.1:${port}/`)), since(saysConnected(demo))] as const;
    const [pageMs, connectedMs] = await Promise.race([Promise.all(both), ended]);
    return { pageMs, connectedMs };
  } finally {
    ended.catch(() => {});
    await stop(demo);
  }
}

async function pageAnswers(url: string): Promise<void> {
  for (;;) {
    const isThere = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (isThere) return;
    await sleep(POLL_MS);
  }
}

function saysConnected(demo: ChildProcess): Promise<void> {
  let text = '';
  return new Promise((resolve) => {
    demo.stdout!.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('is connected')) resolve();
    });
  });
}

async function stop(demo: ChildProcess): Promise<void> {
  if (demo.exitCode !== null) return;
  const gone = new Promise((resolve) => demo.once('exit', resolve));
  process.kill(-demo.pid!, 'SIGTERM');
  await Promise.race([gone, sleep(10_000)]);
}

function seconds(what: string, samplesMs: readonly number[], goal: number | null): BenchRow {
  return { what, value: median(samplesMs)! / 1000, unit: 's', goal: goal === null ? null : atMost(goal) };
}
