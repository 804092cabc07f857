// The prompt and the answer of every chip of one job, as files to be read: refresh with -u, then review the difference.
import { afterAll, describe, expect, it } from 'vitest';
import { projectPath } from '#src/config/paths.ts';
import { answer } from '#src/copilot/answer.ts';
import { chipsFor } from '#src/copilot/selection/chips.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import { sql } from '#test/contracts/usage_source.ts';
import { testParts } from '#test/fixtures/parts.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';

const source = openSqliteSource(sampleDatabaseFile());
afterAll(() => source.close());

const PERIOD = { from: '2026-10-02', to: '2026-10-31' };

describe('Nightly ledger', () => {
  it.each(chipsFor('job').map(({ id }) => id))('%s asks and answers as it did', async (chip) => {
    const [job] = await source.query<{ id: string }>(
      sql("SELECT job_id AS id FROM jobs WHERE job_name = 'Nightly ledger'"),
      {},
    );
    const selection = { report: 'job_cost', entity: `job:${job!.id}`, ...PERIOD };
    const { text, trace } = await answer({ chip, selection }, testParts(source));
    const prompt = `${trace.prompt.system}\n\n${'='.repeat(20)}\n\n${trace.prompt.user}`;
    await expect(prompt).toMatchFileSnapshot(projectPath(`test/golden/prompts/${chip}.txt`));
    await expect(`${text}\n`).toMatchFileSnapshot(projectPath(`test/golden/answers/${chip}.txt`));
  });
});
