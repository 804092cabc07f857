// What the chips say of a run: each its own, without a contradiction, for runs of every outcome.
import { afterAll, describe, expect, it } from 'vitest';
import { countFacts } from '#src/copilot/grounding/verify.ts';
import { draftToText } from '#src/copilot/render_text.ts';
import { chipsFor } from '#src/copilot/selection/chips.ts';
import { narrate, type StudiedEntity, studyEntity } from '#src/copilot/study_entity.ts';
import { plainText } from '#src/reports/line.ts';
import { DEFAULT_SETTINGS } from '#src/reports/report.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import { sql } from '#test/contracts/usage_source.ts';
import { sayFrom } from '#test/fixtures/said.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';

const source = openSqliteSource(sampleDatabaseFile());
afterAll(() => source.close());
const CHIPS = chipsFor('job_run');
const PERIOD = { from: '2026-10-02', to: '2026-10-31' };

async function runIds(where: string, count: number): Promise<string[]> {
  const rows = await source.query<{ id: string }>(
    sql(
      `SELECT job_run_id AS id FROM job_runs WHERE start_time >= '2026-10-02' AND ${where} ORDER BY job_run_id LIMIT ${count}`,
    ),
    {},
  );
  return rows.map((row) => row.id);
}

/** The failed retry of Nightly ledger, repeated with success on the same day. */
const FAILED =
  "run_status = 'FAILED' AND retry_of_run_id IS NOT NULL AND start_time > '2026-10-27' AND job_id IN (SELECT job_id FROM jobs WHERE job_name = 'Nightly ledger')";

function study(id: string): Promise<StudiedEntity> {
  const selection = { report: 'job_cost', entity: `job_run:${id}`, ...PERIOD };
  return studyEntity(null, selection, source, DEFAULT_SETTINGS);
}

describe('the chips of a run', () => {
  it.each([
    ["run_status = 'SUCCESS'", 12],
    ["run_status = 'FAILED'", 12],
    ["run_status NOT IN ('SUCCESS', 'FAILED')", 6],
    ['job_run_id IN (SELECT parent_id FROM compute_usage WHERE total_cost IS NULL)', 4],
  ])('speak soundly where %s', async (where, count) => {
    for (const id of await runIds(where, count)) {
      const studied = await study(id);
      for (const chip of CHIPS) {
        const narration = narrate(chip, studied.subject, studied.study);
        const text = draftToText(narration);
        expect(text, `${chip.id} of ${id}`).not.toMatch(
          /NaN|undefined|Infinity|\bnull\b|(?<![\d,.$])1 (runs|workers|evictions|spot evictions)\b/,
        );
        expect(countFacts(narration, studied.study.sheet).rejected).toEqual([]);
        expect(narration.next.length).toBeGreaterThan(0);
      }
    }
  });

  it('repeat no point of each other', async () => {
    for (const id of [
      ...(await runIds("run_status = 'FAILED'", 8)),
      ...(await runIds('spot_ratio > 0', 8)),
    ]) {
      const { subject, study: studied } = await study(id);
      const points = CHIPS.filter(({ id }) => id !== 'diagnose.spot_evictions').flatMap((chip) =>
        narrate(chip, subject, studied)
          .points.map(plainText)
          .filter((point) => !/attempt|eviction/.test(point)),
      );
      expect(points).toEqual([...new Set(points)]);
    }
  });

  it('split the difference to a usual run into parts that add up', async () => {
    let split = 0;
    for (const id of await runIds("run_status = 'SUCCESS' AND duration_ms > 3600000", 40)) {
      const { subject, study: studied } = await study(id);
      const chip = CHIPS.find(({ id }) => id === 'diagnose.what_changed')!;
      if (narrate(chip, subject, studied).points.length === 0) continue;
      const cents = (key: string) => Math.round(Number(studied.sheet.get(key)?.value ?? 0) * 100);
      const parts = ['duration', 'intensity', 'price', 'rest'].map((key) => cents(`difference.${key}`));
      if (parts.every((part) => part === 0)) continue;
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(cents('difference'));
      split += 1;
    }
    expect(split).toBeGreaterThan(5);
  });

  it.each([
    [
      'understand.explain',
      /^Nightly ledger, .* failed after .*\n• A usual run of this job takes .* and costs/,
    ],
    ['diagnose.drivers', /\n• Billed: .* DBU of jobs compute at \$\d\.\d{3} each/],
    ['diagnose.what_changed', /less than a usual run .*\n• Shorter -\$\d+: .* because it failed/],
    ['diagnose.failures', /failed: out of memory\.\n• The error: .*\n• It failed after .*% of the time/],
    ['diagnose.spot_evictions', /^This run lost no spot capacity/],
    ['monitor.next_steps', /Its work is done: a later attempt went through.*\n• The cause comes back/],
  ])('%s of a failed run has its own content', async (chip, expected) => {
    const [id] = await runIds(FAILED, 1);
    const { text } = await sayFrom(source, `job_run:${id}`, chip, PERIOD);
    expect(text).toMatch(expected);
  });
});
