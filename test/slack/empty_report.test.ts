// A report with nothing in it: told to who asked, posted only where it was planned.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { line } from '#src/reports/line.ts';
import { reportResult } from '../blocks/samples.ts';
import { type Harness, startHarness } from './harness.ts';
import { people } from './people.ts';

const EMPTY = {
  ...reportResult(),
  rows: [],
  menu: [],
  figures: [],
  notes: [],
  finding: line`There is no cost in spring.`,
};

describe('an empty report', () => {
  let h: Harness;
  let p: ReturnType<typeof people>;
  beforeAll(async () => {
    h = await startHarness('socket', { core: { runReport: async () => EMPTY } });
    p = people(h);
  });
  afterAll(() => h.close());

  it('is a private answer that says what was looked for and what to do', async () => {
    const answer = await p.after(() => p.slash('job_cost'), 'There is no cost');
    expect(answer.ephemeralFor).toBe(p.user);
    const text = JSON.stringify(answer.blocks);
    expect(text).toContain('Nothing was posted.');
    expect(text).toContain('Choose other days.');
    expect(p.all('There is no cost').every((message) => message.ephemeralFor === p.user)).toBe(true);
  });
});
