import { describe, expect, it } from 'vitest';
import { say } from '#test/fixtures/said.ts';

describe('the report of changed costs', () => {
  it('tells its change by cause too, in terms that add up to it', async () => {
    const { study, text, value } = await say('report:cost_change', 'diagnose.report_change');
    const terms = study.sheet.facts.filter(({ key }) => key.startsWith('term.'));
    expect(terms.length).toBeGreaterThan(1);
    const cents = terms.reduce((sum, fact) => sum + Math.round(Number(fact.value) * 100), 0);
    expect(cents).toBe(Math.round(Number(value('change')) * 100));
    expect(text).toContain('The same change by cause:');
    expect(text).not.toContain('by price and use');
  });
});
