// The whole catalogue, and its copies when a larger account is asked for.
import type { JobSpec } from '../job_spec.ts';
import { CUSTOMER_SUPPORT_JOBS } from './customer_support.ts';
import { DATA_PLATFORM_JOBS } from './data_platform.ts';
import { FINANCE_JOBS } from './finance.ts';
import { MARKETING_JOBS } from './marketing.ts';
import { PRODUCT_JOBS } from './product.ts';
import { RISK_JOBS } from './risk.ts';
import { SALES_JOBS } from './sales.ts';
import { SUPPLY_CHAIN_JOBS } from './supply_chain.ts';

const CATALOG: readonly JobSpec[] = [
  ...FINANCE_JOBS,
  ...MARKETING_JOBS,
  ...PRODUCT_JOBS,
  ...DATA_PLATFORM_JOBS,
  ...SALES_JOBS,
  ...SUPPLY_CHAIN_JOBS,
  ...RISK_JOBS,
  ...CUSTOMER_SUPPORT_JOBS,
];

/** The catalogue, then `scale - 1` copies of it; upstream jobs always come before the jobs that read from them. */
export function catalogAtScale(scale: number): JobSpec[] {
  const copies = Array.from({ length: scale - 1 }, (_, i) => CATALOG.map((spec) => copyOf(spec, i + 2)));
  return upstreamFirst([...CATALOG, ...copies.flat()]);
}

function copyOf(spec: JobSpec, number: number): JobSpec {
  const suffix = `_r${String(number).padStart(2, '0')}`;
  return {
    ...spec,
    key: spec.key + suffix,
    name: `${spec.name} (region ${String(number).padStart(2, '0')})`,
    after: spec.after.map((key) => key + suffix),
  };
}

function upstreamFirst(specs: readonly JobSpec[]): JobSpec[] {
  const byKey = new Map(specs.map((spec) => [spec.key, spec]));
  const sorted = new Map<string, JobSpec>();
  const visit = (spec: JobSpec): void => {
    if (sorted.has(spec.key)) return;
    for (const key of spec.after) visit(byKey.get(key)!);
    sorted.set(spec.key, spec);
  };
  for (const spec of specs) visit(spec);
  return [...sorted.values()];
}
