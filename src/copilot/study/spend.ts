// Who spent what: every job, warehouse, cluster or product with its cost in the period and in the one before.
import type { EntityName, Span } from '#src/reports/line.ts';
import { quote } from '#src/reports/line.ts';
import { productOf, UNATTRIBUTED } from '#src/reports/names.ts';
import type { ReportParams } from '#src/reports/report.ts';
import type { SqlParams } from '#src/store/usage_source.ts';
import { entityNames } from '../narration/common/entity_names.ts';

export interface SpendMember {
  readonly parent_type: string;
  /** '' for usage whose job is unknown. */
  readonly subject_id: string;
  readonly name: string | null;
  readonly workspace_name: string | null;
  readonly cost_micros: number;
  readonly previous_cost_micros: number;
  readonly spot_micros: number;
  readonly previous_spot_micros: number;
  readonly dbu_micros: number;
  readonly previous_dbu_micros: number;
  readonly days: number;
  readonly previous_days: number;
}

/** What the filters of a report bind; see sqlParams of the reports. */
export function filterParams({ workspace, department, tag, job }: ReportParams): SqlParams {
  const unattributed = workspace === null && department === null && tag === null && job === null ? 1 : 0;
  return { workspace, department, tag, job, unattributed };
}

const ENTITY_TYPES: Readonly<Record<string, string>> = {
  JOB_RUN: 'job',
  SQL_WAREHOUSE: 'warehouse',
  APC_CLUSTER: 'cluster',
};

export interface NamedMember {
  readonly member: SpendMember;
  /** What facts are about: an entity where it is one. */
  readonly ref: string;
  /** null for products and unattributed usage: nothing one could look into. */
  readonly entity: EntityName | null;
  readonly label: EntityName | Span;
}

/** Usage whose job is unknown: named, never counted as a job. */
export function isUnattributed({ member }: NamedMember): boolean {
  return member.parent_type === 'JOB_RUN' && member.subject_id === '';
}

/** In order, one distinct name each. */
export function namedMembers(members: readonly SpendMember[]): NamedMember[] {
  const names = entityNames(
    members.map((member) => ({
      type: ENTITY_TYPES[member.parent_type] ?? 'product',
      id: member.subject_id,
      name: member.name ?? productName(member),
      place: member.workspace_name,
    })),
  );
  return members.map((member, i) => {
    const name = names[i]!;
    const known = ENTITY_TYPES[member.parent_type] !== undefined && member.subject_id !== '';
    return { member, ref: name.ref, entity: known ? name : null, label: known ? name : quote(name.name) };
  });
}

/** 'Pipelines' of '3190:DLT'; jobs and compute without a name keep their id. */
function productName({ parent_type, subject_id }: SpendMember): string | null {
  if (parent_type === 'JOB_RUN' && subject_id === '') return UNATTRIBUTED;
  if (ENTITY_TYPES[parent_type]) return null;
  return productOf(subject_id);
}
