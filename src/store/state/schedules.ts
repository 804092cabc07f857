// What people asked to be sent regularly, and where.
import { z } from 'zod';
import type { Clock } from '#src/lib/dates.ts';
import { hashOf } from '#src/lib/hash.ts';
import type { Statements } from './statements.ts';

/** A report to run again each time: parameters as a person would type them, so that the period moves on with the data. */
const request = z.strictObject({
  report: z.string(),
  raw: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ReportRequest = z.infer<typeof request>;

export interface ScheduleInput {
  readonly kind: 'digest' | 'report';
  /** Five fields, read in `zone`. */
  readonly cron: string;
  readonly zone: string;
  /** Channel id. */
  readonly target: string;
  readonly request: ReportRequest | null;
  readonly createdBy: string;
}

export interface Schedule extends ScheduleInput {
  readonly id: string;
  readonly createdAt: number;
}

export interface Schedules {
  /** The same schedule again is the one that exists: `added` is false then. */
  add(input: ScheduleInput): { readonly id: string; readonly added: boolean };
  list(): readonly Schedule[];
  remove(id: string): boolean;
}

interface Row {
  readonly schedule_id: string;
  readonly kind: 'digest' | 'report';
  readonly cron: string;
  readonly zone: string;
  readonly target: string;
  readonly request: string | null;
  readonly created_by: string;
  readonly created_at: number;
}

export function createSchedules(statements: Statements, clock: Clock): Schedules {
  return {
    add(input) {
      const id = scheduleId(input);
      const { kind, cron, zone, target, createdBy } = input;
      const text = input.request === null ? null : JSON.stringify(input.request);
      const now = clock().getTime();
      const params = { id, kind, cron, zone, target, request: text, created_by: createdBy, now };
      return { id, added: statements.run('schedule_add', params) === 1 };
    },
    list: () => statements.all<Row>('schedule_list', {}).map(toSchedule),
    remove: (id) => statements.run('schedule_remove', { id }) === 1,
  };
}

/** Who asked and when is no part of it: two people asking for the same get one message. */
function scheduleId({ kind, cron, zone, target, request }: ScheduleInput): string {
  return `S${hashOf({ kind, cron, zone, target, request }).slice(0, 12)}`;
}

function toSchedule(row: Row): Schedule {
  return {
    id: row.schedule_id,
    kind: row.kind,
    cron: row.cron,
    zone: row.zone,
    target: row.target,
    request: row.request === null ? null : request.parse(JSON.parse(row.request)),
    createdBy: row.created_by,
    createdAt: row.created_at,
  };
}
