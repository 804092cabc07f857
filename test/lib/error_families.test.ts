import { describe, expect, it } from 'vitest';
import { ERROR_FAMILIES, errorFamily, OTHER_FAMILY } from '#src/lib/error_families.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import { sql } from '#test/contracts/usage_source.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';

describe('families of errors', () => {
  it.each([
    ['java.lang.OutOfMemoryError: Java heap space', 'out_of_memory'],
    ['ExecutorLostFailure ... Container killed on request. Exit code is 137', 'out_of_memory'],
    [
      'Cluster terminated. Reason: SPOT_INSTANCE_TERMINATION (AWS: Server.SpotInstanceTermination)',
      'spot_loss',
    ],
    ['FetchFailedException after worker i-0 (i3.xlarge, SPOT) was reclaimed', 'spot_loss'],
    ['The spark driver has stopped unexpectedly and is restarting', 'driver'],
    ['CLOUD_PROVIDER_LAUNCH_FAILURE: InsufficientInstanceCapacity', 'cluster_start'],
    ['PERMISSION_DENIED: User does not have SELECT on Table x', 'permission'],
    ['Library installation failed: DRIVER_LIBRARY_INSTALLATION_FAILURE pandas', 'library'],
    ['[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column cannot be resolved', 'schema'],
    ['[TABLE_OR_VIEW_NOT_FOUND] The table or view x cannot be found', 'upstream'],
    ['ConcurrentAppendException: Files were added', 'conflict'],
    ['Run exceeded its timeout of 3600 seconds', 'timeout'],
    ['Something nobody has seen', 'other'],
    ['', 'other'],
    [null, 'other'],
  ])('%s is %s', (message, id) => {
    expect(errorFamily(message).id).toBe(id);
  });

  it('advise in one sentence without figures', () => {
    for (const { remedy, name } of [...ERROR_FAMILIES, OTHER_FAMILY]) {
      expect(remedy).toMatch(/^[A-Z][^\d!]*\.$/);
      expect(name).toMatch(/^[A-Z][a-z ]+$/);
    }
  });

  it('hold at least 97 of 100 messages of the sample, in at least eight families', async () => {
    const source = openSqliteSource(sampleDatabaseFile());
    const rows = await source.query<{ text: string | null }>(
      sql("SELECT error_summary AS text FROM job_runs WHERE run_status = 'FAILED'"),
      {},
    );
    await source.close();
    const ids = rows.map((row) => errorFamily(row.text).id);
    expect(ids.filter((id) => id === 'other').length / ids.length).toBeLessThan(0.03);
    expect(new Set(ids).size).toBeGreaterThanOrEqual(8);
  });
});
