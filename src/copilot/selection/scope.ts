// A selection in the id of a menu's block: an option has room for the entity only, so the filters travel beside it.
import { z } from 'zod';
import { UserError } from '#src/lib/errors.ts';
import type { Selection } from './selection.ts';

const VERSION = '1';
const MAX_LENGTH = 255;
const FIELDS = ['report', 'from', 'to', 'workspace', 'department', 'tag', 'job', 'limit', 'entity'] as const;

const scope = z.strictObject({
  report: z.string().regex(/^[a-z0-9_]{1,60}$/),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  workspace: z.string().optional(),
  department: z.string().optional(),
  tag: z.string().optional(),
  job: z.string().optional(),
  limit: z.coerce.number().int().positive().optional(),
  entity: z.string().optional(),
});

/** `menu|1|job_cost|2026-10-02|2026-10-31|prod`; null when the filters do not fit. */
export function packScope(role: string, selection: Selection): string | null {
  const values = FIELDS.map((field) => encode(String(selection[field] ?? '')));
  const text = [role, VERSION, ...values].join('|').replace(/\|+$/, '');
  return text.length <= MAX_LENGTH ? text : null;
}

/** Throws UserError 'stale_selection' for a block of another version. */
export function unpackScope(blockId: string): Selection {
  const [, version, ...values] = blockId.split('|');
  const given = FIELDS.map((field, i) => [field, decode(values[i] ?? '')] as const).filter(
    ([, v]) => v !== '',
  );
  const parsed = scope.safeParse(Object.fromEntries(given));
  if (version === VERSION && values.length <= FIELDS.length && parsed.success) return parsed.data;
  throw new UserError({
    code: 'stale_selection',
    message: 'This menu was made by another version of the app.',
    kept: 'Nothing was changed.',
    next: 'Run /usage-report again and use the new message.',
  });
}

function encode(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('|', '%7C');
}

function decode(text: string): string {
  return text.replaceAll('%7C', '|').replaceAll('%25', '%');
}
