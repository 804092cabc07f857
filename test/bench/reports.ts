// How long reports and the stages of an answer take, through the app's own query process.

import { readSettings } from '#src/config/env.ts';
import { copilotSettings } from '#src/config/parts_settings.ts';
import { answer } from '#src/copilot/answer.ts';
import { openParts } from '#src/copilot/open_parts.ts';
import type { Parts } from '#src/copilot/parts.ts';
import { chipsFor } from '#src/copilot/selection/chips.ts';
import { addDays, type Clock } from '#src/lib/dates.ts';
import { median } from '#src/lib/stats.ts';
import { resolveParams } from '#src/reports/params.ts';
import { REPORTS, reportById } from '#src/reports/registry.ts';
import { DEFAULT_SETTINGS } from '#src/reports/report.ts';
import { runReport } from '#src/reports/run_report.ts';
import { openProcessSource } from '#src/store/sqlite/process_source.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import type { BenchRow } from './table.ts';

const ROUNDS = 20;
const JOBS = 5;

/** Each round ends a day earlier, so that nothing is answered from memory. */
export async function measureReports(usageDb: string, scale: number): Promise<BenchRow[]> {
  const source = openProcessSource(usageDb);
  try {
    const rows: BenchRow[] = [];
    for (const { id } of REPORTS) {
      const what = `${id}, 30 days, sample data at scale ${scale}`;
      rows.push({ what, value: median(await timesOf(id, source))!, unit: 'ms', goal: null });
    }
    return rows;
  } finally {
    await source.close();
  }
}

async function timesOf(id: string, source: UsageSource): Promise<number[]> {
  const report = reportById(id);
  const latest = await resolveParams({}, source);
  await runReport(report, latest, source, DEFAULT_SETTINGS);
  const times: number[] = [];
  for (let back = 1; back <= ROUNDS; back++) {
    const params = { ...latest, from: addDays(latest.from, -back), to: addDays(latest.to, -back) };
    const start = performance.now();
    await runReport(report, params, source, DEFAULT_SETTINGS);
    times.push(performance.now() - start);
  }
  return times;
}

/** Every chip of the most expensive jobs, stage by stage, without a model. */
export async function measureStages(usageDb: string): Promise<BenchRow[]> {
  const source = openProcessSource(usageDb);
  try {
    const settings = { ...copilotSettings(readSettings({})), model: null };
    const parts = await openParts({ source, ...settings, clock: fineClock });
    const laps = await answerAll(parts);
    const stages = Object.keys(laps[0]!);
    return stages.map((stage) => ({
      what: stageNames[stage] ?? stage,
      value: median(laps.map((lap) => lap[stage]!))!,
      unit: 'ms',
      goal: null,
    }));
  } finally {
    await source.close();
  }
}

const stageNames: Readonly<Record<string, string>> = {
  facts: 'facts: the SQL of the report and of the entity, and the narration',
  graph: 'graph: the surroundings of the entity',
  documents: 'documents: words and vectors over the corpus',
  prompt: 'prompt and context, assembled and hashed',
  writing: 'writing and checking, no model',
};

/** Dates know whole milliseconds only, too coarse for stages; the stopwatch asks for nothing but the time. */
const fineClock: Clock = () => ({ getTime: () => performance.now() }) as Date;

async function answerAll(parts: Parts): Promise<readonly Readonly<Record<string, number>>[]> {
  const report = reportById('job_cost');
  const params = await resolveParams({}, parts.source);
  const { menu } = await runReport(report, params, parts.source, parts.settings);
  const laps: Readonly<Record<string, number>>[] = [];
  for (const { ref } of menu.slice(0, JOBS)) {
    for (const { id } of chipsFor('job')) {
      const selection = { report: report.id, from: params.from, to: params.to, entity: ref };
      laps.push((await answer({ chip: id, selection }, parts)).trace.timings);
    }
  }
  return laps.slice(JOBS);
}
