// What a person is looking at: a report, its parameters and one entity; it travels inside a button's value.
import { z } from 'zod';
import { UserError } from '#src/lib/errors.ts';
import type { EntityRef } from '#src/reports/facts.ts';
import type { EntityType } from '#src/reports/report.ts';

/** Only what differs from the defaults is set. Days are inclusive. */
export interface Selection {
  readonly report: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly workspace?: string | undefined;
  readonly department?: string | undefined;
  readonly tag?: string | undefined;
  readonly job?: string | undefined;
  readonly limit?: number | undefined;
  /** 'type:id', absent when the report itself is meant. */
  readonly entity?: EntityRef | undefined;
}

const VERSION = 1;
const MAX_LENGTH = 300;
const short = z.string().min(1).max(120);
const packed = z.strictObject({
  v: z.literal(VERSION),
  r: z.string().max(60),
  f: z.iso.date().optional(),
  t: z.iso.date().optional(),
  w: short.optional(),
  d: short.optional(),
  g: short.optional(),
  j: short.optional(),
  l: z.number().int().positive().optional(),
  e: z.string().max(200).optional(),
});

/** At most 300 characters of JSON; throws when the parts are longer than any id is. */
export function packSelection(selection: Selection): string {
  const { report, from, to, workspace, department, tag, job, limit, entity } = selection;
  const text = JSON.stringify({
    v: VERSION,
    r: report,
    f: from,
    t: to,
    w: workspace,
    d: department,
    g: tag,
    j: job,
    l: limit,
    e: entity,
  });
  if (text.length > MAX_LENGTH)
    throw new UserError({
      code: 'selection_too_long',
      message: 'This selection is too long to carry in a button.',
      next: 'Use shorter filters, or name the job in the command.',
    });
  return text;
}

/** Parses a button's value; a stale or foreign value is a UserError 'stale_selection'. */
export function unpackSelection(text: string): Selection {
  try {
    const p = packed.parse(JSON.parse(text));
    return {
      report: p.r,
      from: p.f,
      to: p.t,
      workspace: p.w,
      department: p.d,
      tag: p.g,
      job: p.j,
      limit: p.l,
      entity: p.e,
    };
  } catch (error) {
    throw new UserError(
      {
        code: 'stale_selection',
        message: 'This button was made by another version of the app.',
        kept: 'Nothing was changed.',
        next: 'Run /usage-report again and use the new message.',
      },
      { cause: error },
    );
  }
}

export function entityType(ref: EntityRef): EntityType {
  return ref.slice(0, ref.indexOf(':')) as EntityType;
}

export function entityId(ref: EntityRef): string {
  return ref.slice(ref.indexOf(':') + 1);
}
