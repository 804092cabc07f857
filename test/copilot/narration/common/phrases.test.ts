// Turns of phrase that must not say more than the figures.
import { describe, expect, it } from 'vitest';
import { figures } from '#src/copilot/narration/common/figures.ts';
import { largestPart } from '#src/copilot/narration/common/phrases.ts';
import type { StudyBase } from '#src/copilot/study/study.ts';
import { createFactSheet } from '#src/reports/facts.ts';
import { plainText } from '#src/reports/line.ts';

describe('the largest part', () => {
  it.each<[number, number, string]>([
    [51, 100, 'most of it'],
    [50, 100, 'the largest part (50%)'],
    [21, 100, 'the largest part (21%)'],
    [3, 4, 'most of it'],
  ])('%d of %d is %s', (part, all, text) => {
    const sheet = createFactSheet({ subject: 'job:1', scope: 's', sqlHash: 'h', today: '2026-10-31' });
    const f = figures({ sheet } as unknown as StudyBase, 'facts/job_runs');
    expect(plainText(largestPart(f, part, all))).toBe(text);
  });
});
