import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { costChangeRow } from '#src/reports/charts/change_waterfall.ts';
import {
  computeTypeCostRow,
  jobCostFrame,
  jobCostParetoRow,
  jobCostRow,
  spotRiskFrame,
  spotRiskRow,
} from '#src/reports/charts/datasets.ts';
import { CHART_IDS, specOf, USUAL_CHARTS } from './sample_charts.ts';

const ROWS = {
  job_cost: jobCostRow,
  compute_type_cost: computeTypeCostRow,
  job_cost_pareto: jobCostParetoRow,
  spot_risk_by_job: spotRiskRow,
  cost_change: costChangeRow,
};

/** Every field name a spec reads: encodings, folds and `datum.x` in expressions. */
function fieldsOf(value: unknown, key = ''): readonly string[] {
  if (typeof value === 'string') {
    if (key === 'field') return [value];
    return [...value.matchAll(/datum\.([a-z_]+)/g)].map((match) => match[1]!);
  }
  if (value === null || typeof value !== 'object') return [];
  const own = 'fold' in value ? (value.fold as string[]) : [];
  return [...own, ...Object.entries(value).flatMap(([name, child]) => fieldsOf(child, name))];
}

/** Fields a spec makes itself, and the pixel positions of the numbers. */
function madeBy(spec: unknown): ReadonlySet<string> {
  const made = [...JSON.stringify(spec).matchAll(/"as":(\[[^\]]*\]|"[^"]*")/g)].flatMap((match) =>
    [JSON.parse(match[1]!)].flat(),
  );
  return new Set([...made, 'px', 'py', 'text', 'value', 'label']);
}

describe.each(CHART_IDS)('%s', (id) => {
  it('reads only fields its rows have', () => {
    const known = new Set(Object.keys(ROWS[id].shape));
    const made = madeBy(specOf(id));
    const unknown = fieldsOf(specOf(id)).filter((field) => !known.has(field) && !made.has(field));
    expect(unknown).toEqual([]);
  });

  it('is drawn in the tests with rows of its own shape', () => {
    expect(() => z.array(ROWS[id].strict()).parse(USUAL_CHARTS[id].dataset)).not.toThrow();
  });

  it('is static: it names its data and holds none', () => {
    expect(JSON.stringify(specOf(id))).not.toMatch(/"values":\s*\[\s*\{|"url"/);
  });
});

describe('frames', () => {
  it('grow with the bars and leave room for the widest label', () => {
    const row = { name: 'a', on_demand: 60, spot: 40, other: 0, total: 100, label: '$100' };
    const one = jobCostFrame([row]);
    const wide = jobCostFrame([{ ...row, label: '$100,000,000' }, row]);
    expect(wide.height - one.height).toBe(29);
    expect(wide.params.domainMax).toBeGreaterThan(one.params.domainMax);
    expect(one.params.domainMax).toBeGreaterThan(107);
  });

  it('stay drawable when nothing cost anything', () => {
    const free = {
      name: 'a',
      number: 1,
      label: '$0',
      spot_share: 0,
      cost: 0,
      evictions: 0,
      failure_rate: null,
    };
    const { params } = spotRiskFrame([free]);
    expect(params.domainMin).toBeGreaterThan(0);
    expect(params.domainMax).toBeGreaterThan(params.domainMin);
    expect(params.sizeMax).toBeGreaterThan(0);
    expect(jobCostFrame([]).params.domainMax).toBeGreaterThan(0);
  });
});
