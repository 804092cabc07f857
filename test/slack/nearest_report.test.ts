import { describe, expect, it } from 'vitest';
import { REPORTS } from '#src/reports/registry.ts';
import { nearestReport } from '#src/slack/nearest_report.ts';

describe('the report a sentence is about', () => {
  it.each([
    ['job cost', 'job_cost'],
    ['what do my jobs cost?', 'job_cost'],
    ['how much is spot risk', 'spot_risk_by_job'],
    ['show me the pareto', 'job_cost_pareto'],
    ['what does compute cost', 'compute_type_cost'],
    ['warehouses and clusters please', 'compute_type_cost'],
    ['jobb_cots last 14 days', 'job_cost'],
  ])('%j -> %s', (text, id) => {
    expect(nearestReport(text, REPORTS)?.id).toBe(id);
  });

  it.each(['', 'hello', 'who are you?'])('%j -> none', (text) => {
    expect(nearestReport(text, REPORTS)).toBeNull();
  });
});
