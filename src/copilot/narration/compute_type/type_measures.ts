// The figures every narration of a type of compute starts from.
import { ratio } from '#src/lib/stats.ts';
import type { Fact } from '#src/reports/facts.ts';
import { type Line, line, words } from '#src/reports/line.ts';
import { unpricedNotes } from '#src/reports/notes.ts';
import { loadSql } from '#src/store/sql_file.ts';
import type { Period } from '../../study/compute_study.ts';
import type { ComputeTypeStudy, TypeDay } from '../../study/compute_type_study.ts';
import { isUnattributed, type NamedMember } from '../../study/spend.ts';
import { figures } from '../common/figures.ts';
import { bySize, fleetLevers, jobLevers, type Lever } from '../common/levers.ts';
import { counted } from '../common/phrases.ts';
import { type Narration, notApplicable } from '../draft.ts';

export interface TypeTotals {
  readonly costMicros: number;
  readonly dbuMicros: number;
  readonly unpriced: number;
  readonly cpuPct: number | null;
}

export function daysIn(study: ComputeTypeStudy, period: Period): TypeDay[] {
  const { from, to } = study.params;
  const { previousFrom } = study.window;
  return study.daily.filter((row) =>
    period === 'current' ? row.day >= from && row.day <= to : row.day >= previousFrom && row.day < from,
  );
}

export function totals(study: ComputeTypeStudy, period: Period, type: string = study.type): TypeTotals {
  const rows = daysIn(study, period).filter((row) => row.compute_type === type);
  const sum = (column: 'cost_micros' | 'dbu_micros' | 'unpriced_rows' | 'cpu_micros' | 'cpu_rows') =>
    rows.reduce((total, row) => total + row[column], 0);
  return {
    costMicros: sum('cost_micros'),
    dbuMicros: sum('dbu_micros'),
    unpriced: sum('unpriced_rows'),
    cpuPct: ratio(sum('cpu_micros') / 1e6, sum('cpu_rows')),
  };
}

/** Of all types together. */
export function allMicros(study: ComputeTypeStudy, period: Period): number {
  return daysIn(study, period).reduce((sum, row) => sum + row.cost_micros, 0);
}

export function costFact(study: ComputeTypeStudy): Fact {
  return figures(study, 'facts/compute_type_daily').usd(
    'cost',
    'cost in the period',
    totals(study, 'current').costMicros,
  );
}

export function previousCostFact(study: ComputeTypeStudy): Fact {
  return figures(study, 'facts/compute_type_daily')
    .past()
    .usd('cost', 'cost in the period before', totals(study, 'previous').costMicros);
}

/** Members with cost in the period, the most expensive first. */
export function activeMembers(study: ComputeTypeStudy): NamedMember[] {
  return study.members.filter(({ member }) => member.cost_micros > 0);
}

/** What its members are called. */
export function nouns(study: ComputeTypeStudy): readonly [one: string, many: string] {
  const names = {
    JOB_RUN: ['job', 'jobs'],
    SQL_WAREHOUSE: ['warehouse', 'warehouses'],
    APC_CLUSTER: ['cluster', 'clusters'],
    OTHER: ['product', 'products'],
  } as const;
  return names[study.type];
}

export function leversOf(study: ComputeTypeStudy): Lever[] {
  return bySize([...jobLevers(study.jobs), ...(study.fleet ? fleetLevers(study, study.fleet) : [])]);
}

export function isSilent(study: ComputeTypeStudy): boolean {
  const now = totals(study, 'current');
  return now.costMicros === 0 && now.unpriced === 0;
}

export function silent(study: ComputeTypeStudy): Narration {
  const before = totals(study, 'previous').costMicros;
  return notApplicable(
    line`Nothing was billed as ${study.subject} in the period${before > 0 ? line`; it was ${previousCostFact(study)} in the period before` : []}.`,
    {
      next: [
        line`drop a filter or choose an earlier period: warehouses and clusters belong to no department, tag or job.`,
      ],
    },
  );
}

export function unpricedNote(study: ComputeTypeStudy): Line | null {
  const rows = daysIn(study, 'current').filter((row) => row.compute_type === study.type);
  return unpricedNotes(rows, study.sheet, { sqlHash: loadSql('facts/compute_type_daily').hash })[0] ?? null;
}

/** '120 jobs and unattributed usage', of those with cost. */
export function membersText(study: ComputeTypeStudy): Line {
  const members = activeMembers(study);
  const known = members.filter((named) => !isUnattributed(named));
  const count = figures(study, 'facts/spend_members').count('members', 'members with cost', known.length);
  return line`${counted(count, ...nouns(study))}${words(known.length < members.length ? ' and unattributed usage' : '')}`;
}
