// What a digest said, kept so that the next one can say what is still open and what is resolved.
import { z } from 'zod';

const item = z.strictObject({
  /** 'cost:JOB_RUN:123', 'failed:123', 'price:JOBS_COMPUTE'. */
  key: z.string(),
  kind: z.enum(['up', 'down', 'missing', 'failed', 'price']),
  /** First day of the period it was first reported for. */
  since: z.iso.date(),
  /** Signed difference from the usual, micro-dollars per day, as last reported. */
  perDayMicros: z.int(),
  /** The same over all days since then. */
  totalMicros: z.int(),
  /** Days in a row on which nothing was to be seen of it. */
  calmDays: z.int(),
  /** Last day of it, once it is over: those days do not count as usual ones later. null while it is open. */
  until: z.iso.date().nullable(),
});

const snapshot = z.strictObject({
  version: z.literal(1),
  /** Last complete day of the data when it was written. */
  asOf: z.iso.date(),
  open: z.array(item),
});

/** Of what has no amount. */
export const NO_AMOUNT = { perDayMicros: 0, totalMicros: 0, calmDays: 0, until: null };

export type OpenItem = z.infer<typeof item>;
export type DigestSnapshot = z.infer<typeof snapshot>;

/** null for nothing, and for what another version wrote: the next digest then begins anew. */
export function parseSnapshot(value: unknown): DigestSnapshot | null {
  const parsed = snapshot.safeParse(value);
  return parsed.success ? parsed.data : null;
}
