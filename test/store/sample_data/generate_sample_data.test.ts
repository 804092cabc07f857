import { describe, expect, it } from 'vitest';
import { sampleDatabase } from './sample_database.ts';

function count(table: string): number {
  const { db } = sampleDatabase();
  return db.prepare<[], { n: number }>(`SELECT COUNT(*) AS n FROM ${table}`).get()!.n;
}

describe('sample data', () => {
  it('has the size of the account it tells of', () => {
    expect(count('workspace')).toBe(3);
    expect(count('users_lookup')).toBe(60);
    expect(count('jobs')).toBe(120);
    expect(count('instance_pools')).toBe(5);
    expect(count('non_job_compute')).toBe(22);
    expect(count('date_series')).toBe(200);
    expect(count('job_runs')).toBeGreaterThan(28_000);
    expect(count('job_runs')).toBeLessThan(38_000);
    expect(count('events')).toBeLessThan(150_000);
  });
});
