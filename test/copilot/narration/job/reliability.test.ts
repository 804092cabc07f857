// Advice against failures follows the errors a job has: memory errors get no advice about spot, and lost spot gets it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftToText } from '#src/copilot/render_text.ts';
import { chipById } from '#src/copilot/selection/chips.ts';
import type { JobStudy } from '#src/copilot/study/job_study.ts';
import { narrate, studyEntity } from '#src/copilot/study_entity.ts';
import { DEFAULT_SETTINGS } from '#src/reports/report.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { sql } from '#test/contracts/usage_source.ts';
import { say } from '#test/fixtures/said.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';
import { SMALL_ACCOUNT } from '#test/fixtures/small_account.ts';

let source: UsageSource;
let all: readonly Answer[];
beforeAll(async () => {
  source = openSqliteSource(sampleDatabaseFile());
  all = await answers();
}, 30_000);
afterAll(() => source.close());

interface Answer {
  readonly families: readonly string[];
  readonly evictions: number;
  readonly text: string;
}

async function answers(): Promise<Answer[]> {
  const ids = await source.query<{ id: string }>(sql('SELECT job_id AS id FROM jobs ORDER BY job_id'), {});
  const found: Answer[] = [];
  for (const { id } of ids) {
    const selection = { report: 'job_cost', entity: `job:${id}` };
    const { subject, study } = await studyEntity(null, selection, source, DEFAULT_SETTINGS);
    const { use, evictions } = study as JobStudy;
    if (!use || use.ended) continue;
    const text = draftToText(narrate(chipById('optimize.reliability'), subject, study));
    found.push({ families: use.losses.map((loss) => loss.family), evictions: evictions.length, text });
  }
  return found;
}

describe('of every job of the sample', () => {
  it('the advice names spot only where spot is the cause', () => {
    const others = all.filter(({ families }) => families.length > 0 && !families.includes('spot_loss'));
    expect(others.length).toBeGreaterThan(20);
    for (const { text } of others)
      expect(text).not.toMatch(/driver on demand|floor of workers|protect|Not in this bill/);
    const lost = all.filter(({ families, evictions }) => families.includes('spot_loss') && evictions > 0);
    expect(lost.length).toBeGreaterThan(1);
    for (const { text } of lost) {
      expect(text).toMatch(/failed for lost spot capacity, \$/);
      expect(text).toMatch(/Not in this bill: .*An estimate of all on demand/);
    }
  });

  it('errors of memory get advice about memory, and no hope in repeats', () => {
    const memory = all.filter(({ families }) => families.join() === 'out_of_memory');
    expect(memory.length).toBeGreaterThan(0);
    for (const { text } of memory) {
      expect(text).toContain('memory-optimized');
      expect(text).not.toContain('would cover errors that pass by themselves');
    }
  });
});

describe('of a small account', () => {
  const rowsWith = (error: string) => ({
    ...SMALL_ACCOUNT,
    job_runs: SMALL_ACCOUNT['job_runs']!.map((run) =>
      run['run_status'] === 'FAILED' ? { ...run, error_summary: error } : run,
    ),
  });

  it('an evicted run that names no cause counts as lost to spot', async () => {
    const evicted = { ...SMALL_ACCOUNT, ...rowsWith('exit code 1') };
    const { text } = await say('job:j1', 'optimize.reliability', { rows: evicted });
    const plain = await say('job:j1', 'optimize.reliability', {
      rows: rowsWith('java.lang.OutOfMemoryError'),
    });
    expect(plain.text).toContain('no failure of this job names lost spot capacity');
    expect(plain.text).not.toContain('Not in this bill');
    expect(text).toContain('1 run failed for lost spot capacity, $10');
  });
});
