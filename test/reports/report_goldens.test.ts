// What the command line gives for each report of the sample account, as files to be read: refresh with -u, then review the difference.
import { describe, expect, it } from 'vitest';
import { runCopilot } from '#src/cli/run_copilot.ts';
import { projectPath } from '#src/config/paths.ts';
import { REPORTS } from '#src/reports/registry.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';

describe('the sample account', () => {
  it.each(REPORTS.map(({ id }) => id))('%s reads as it did', async (id) => {
    let text = '';
    const out = (data: string | Uint8Array) => {
      text += data;
    };
    const args = [
      'report',
      id,
      '--db',
      sampleDatabaseFile(),
      '--from',
      '2026-10-02',
      '--to',
      '2026-10-31',
      '--limit',
      '8',
    ];
    expect(await runCopilot(args, { out, err: () => {} })).toBe(0);
    await expect(text).toMatchFileSnapshot(projectPath(`test/golden/reports/${id}.json`));
  });
});
