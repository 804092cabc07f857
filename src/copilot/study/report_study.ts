// What stands behind a whole report: its own result, everybody's cost in both periods, and where they could save.
import type { ReportResult } from '#src/reports/report.ts';
import { filterTitle } from '#src/reports/scope.ts';
import type { SkuPrice } from './compute_study.ts';
import type { TypeDay } from './compute_type_study.ts';
import { type Fleet, gatherFleet } from './fleet.ts';
import { gatherJobUses, type JobUse } from './job_uses.ts';
import { filterParams, type NamedMember, namedMembers, type SpendMember } from './spend.ts';
import { type StudyBase, type StudyInput, studyBase } from './study.ts';

export interface EvictionCount {
  readonly job_id: string;
  readonly evictions: number;
  readonly previous_evictions: number;
}

export interface ReportStudy extends StudyBase {
  readonly kind: 'report';
  readonly report: ReportResult;
  /** Whom the report is about: jobs, or everything for the one about types. */
  readonly members: readonly NamedMember[];
  readonly jobs: readonly JobUse[];
  readonly evictions: readonly EvictionCount[];
  /** Cost per day and SKU of what the report is about, in both periods. */
  readonly daily: readonly TypeDay[];
  readonly prices: readonly SkuPrice[];
  /** Warehouses and clusters among the members; empty for reports about jobs. */
  readonly fleets: readonly Fleet[];
}

export const TYPES_REPORT = 'compute_type_cost';
export const CHANGE_REPORT = 'cost_change';
export const PARETO_REPORT = 'job_cost_pareto';
export const SPOT_REPORT = 'spot_risk_by_job';

/** The reports that look beyond jobs. */
export function isMixed(report: string): boolean {
  return report === TYPES_REPORT || report === CHANGE_REPORT;
}

export async function gatherReport(input: StudyInput): Promise<ReportStudy> {
  const { report } = input;
  const filters = filterParams(input.params);
  const rows = await input.ask<SpendMember>('spend_members', filters);
  const mixed = isMixed(report.report.id);
  const members = namedMembers(mixed ? rows : rows.filter((row) => row.parent_type === 'JOB_RUN'));
  const daily = await input.ask<TypeDay>('compute_type_daily', {
    ...filters,
    history_from: input.window.previousFrom,
  });
  return {
    ...studyBase(input, titleOf(report)),
    kind: 'report',
    report,
    members,
    jobs: await gatherJobUses(input, filters),
    evictions:
      report.report.id === SPOT_REPORT ? await input.ask<EvictionCount>('eviction_counts', filters) : [],
    daily: daily.filter((row) => mixed || row.compute_type === 'JOB_RUN'),
    prices: await input.ask<SkuPrice>('sku_prices', {}),
    fleets: mixed ? await fleetsOf(input, members) : [],
  };
}

/** 'Job cost (department Finance)' */
function titleOf({ report, scope }: ReportResult): string {
  const filters = filterTitle(scope);
  return `${report.title}${filters === '' ? '' : ` (${filters})`}`;
}

async function fleetsOf(input: StudyInput, members: readonly NamedMember[]): Promise<Fleet[]> {
  const ids = new Set(members.map(({ member }) => member.subject_id));
  const fleets = [await gatherFleet(input, 'SQL_WAREHOUSE'), await gatherFleet(input, 'APC_CLUSTER')];
  return fleets.map((fleet) => ({ ...fleet, peers: fleet.peers.filter((peer) => ids.has(peer.compute_id)) }));
}
