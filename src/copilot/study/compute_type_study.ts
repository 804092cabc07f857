// What SQL says about one type of compute: its members, its days and prices, the other types, and where it could save.
import { computeTypeName } from '#src/reports/catalog/compute_type_cost.ts';
import type { Unpriced } from '#src/reports/notes.ts';
import { filterTitle } from '#src/reports/scope.ts';
import { entityId } from '../selection/selection.ts';
import { historyFrom, type SkuPrice } from './compute_study.ts';
import { type Fleet, gatherFleet } from './fleet.ts';
import { gatherJobUses, type JobUse } from './job_uses.ts';
import { filterParams, type NamedMember, namedMembers, type SpendMember } from './spend.ts';
import { entityGone, type StudyBase, type StudyInput, studyBase } from './study.ts';

export type ComputeType = 'JOB_RUN' | 'SQL_WAREHOUSE' | 'APC_CLUSTER' | 'OTHER';

export interface TypeDay extends Unpriced {
  readonly compute_type: ComputeType;
  readonly day: string;
  readonly compute_sku: string;
  readonly cost_micros: number;
  readonly dbu_micros: number;
  readonly cpu_micros: number;
  readonly cpu_rows: number;
}

export interface ComputeTypeStudy extends StudyBase {
  readonly kind: 'compute_type';
  readonly type: ComputeType;
  /** Of all types. */
  readonly daily: readonly TypeDay[];
  /** Of this type, the most expensive first. */
  readonly members: readonly NamedMember[];
  readonly prices: readonly SkuPrice[];
  /** Only for job runs. */
  readonly jobs: readonly JobUse[];
  /** Only for warehouses and clusters; restricted to the members. */
  readonly fleet: Fleet | null;
}

const TYPES: readonly string[] = ['JOB_RUN', 'SQL_WAREHOUSE', 'APC_CLUSTER', 'OTHER'];

export async function gatherComputeType(input: StudyInput): Promise<ComputeTypeStudy> {
  const type = entityId(input.ref) as ComputeType;
  if (!TYPES.includes(type)) throw entityGone(input.ref);
  const filters = filterParams(input.params);
  const rows = await input.ask<SpendMember>('spend_members', filters);
  const members = namedMembers(rows.filter((row) => typeOf(row.parent_type) === type));
  return {
    ...studyBase(input, nameIn(input, type)),
    kind: 'compute_type',
    type,
    daily: await input.ask<TypeDay>('compute_type_daily', { ...filters, history_from: historyFrom(input) }),
    members,
    prices: await input.ask<SkuPrice>('sku_prices', {}),
    jobs: type === 'JOB_RUN' ? await gatherJobUses(input, filters) : [],
    fleet: await fleetOf(input, type, members),
  };
}

/** With the filters of the report it was picked from: 'Job runs (department Finance)'. */
function nameIn({ report }: StudyInput, type: ComputeType): string {
  const filters = filterTitle(report.scope);
  return `${computeTypeName(type)}${filters === '' ? '' : ` (${filters})`}`;
}

function typeOf(parentType: string): string {
  return TYPES.includes(parentType) ? parentType : 'OTHER';
}

async function fleetOf(
  input: StudyInput,
  type: ComputeType,
  members: readonly NamedMember[],
): Promise<Fleet | null> {
  if (type !== 'SQL_WAREHOUSE' && type !== 'APC_CLUSTER') return null;
  const fleet = await gatherFleet(input, type);
  const ids = new Set(members.map(({ member }) => member.subject_id));
  return { ...fleet, peers: fleet.peers.filter((peer) => ids.has(peer.compute_id)) };
}
