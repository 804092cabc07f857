// Sends one planned message that this process has claimed: build, mark, post, remember, store; each step is safe to die after.
import { errorText, UserError } from '#src/lib/errors.ts';
import { type Log, redact } from '#src/lib/log.ts';
import type { RawParams } from '#src/reports/params.ts';
import type { DigestSnapshots } from '#src/store/state/digest_snapshots.ts';
import type { OccurrenceKey, Occurrences } from '#src/store/state/occurrences.ts';
import type { ReportRequest } from '#src/store/state/schedules.ts';
import { withDeadline } from './deadline.ts';
import type { BuiltDigest } from './digest.ts';
import type { Outbox } from './outbox.ts';
import type { MessagePlan } from './plans.ts';

const BUILD_DEADLINE_MS = 60_000;
/** Waits for rate limits included. Shorter than the time after which another process takes a post for abandoned (recover.ts). */
const POST_DEADLINE_MS = 10 * 60_000;

export interface SendParts {
  readonly occurrences: Occurrences;
  readonly snapshots: DigestSnapshots;
  readonly outbox: Outbox;
  /** `previous` is what snapshots hold of the last digest; null when there was none. */
  readonly buildDigest: (previous: unknown, zone: string) => Promise<BuiltDigest>;
  readonly log: Log;
}

/** Built, not yet sent. */
export interface Prepared {
  readonly post: () => Promise<string>;
  /** Remembers what was said, once it has been said. */
  readonly remember: () => void;
}

/** What is kept with the message in its channel. */
export function occurrenceId({ scheduleId, slot, target }: OccurrenceKey): string {
  return `${scheduleId}|${slot}|${target}`;
}

/** The row is 'claimed' and this process works on it; of two that do, one gets to post. */
export async function sendClaimed(parts: SendParts, plan: MessagePlan, key: OccurrenceKey): Promise<void> {
  let prepared: Prepared;
  try {
    prepared = await prepareTwice(parts, plan, key);
  } catch (error) {
    giveUp(parts, key, { from: 'claimed', reason: reasonOf(error), error });
    return;
  }
  if (!parts.occurrences.advance(key, { from: 'claimed', to: 'posting' })) return;
  await postMarked(parts, key, prepared);
}

/** The row is 'posting'. A post whose outcome is unclear leaves it so: recovery looks before anything is sent again. */
export async function postMarked(parts: SendParts, key: OccurrenceKey, prepared: Prepared): Promise<void> {
  try {
    const ts = await withDeadline(prepared.post(), POST_DEADLINE_MS, 'Posting');
    prepared.remember();
    parts.occurrences.advance(key, { from: 'posting', to: 'posted', ts });
    parts.log.info('Planned message posted', { ...key });
  } catch (error) {
    const reason = parts.outbox.refusal(error);
    if (reason !== null) giveUp(parts, key, { from: 'posting', reason, error });
    else
      parts.log.warn('A planned message may or may not be out; it will be looked for', {
        ...key,
        error: errorText(error),
      });
  }
}

/** Building is harmless to repeat: one unexpected failure is not the end of it. */
async function prepareTwice(parts: SendParts, plan: MessagePlan, key: OccurrenceKey): Promise<Prepared> {
  try {
    return await prepare(parts, plan, key);
  } catch (error) {
    if (error instanceof UserError) throw error;
    parts.log.warn('A planned message could not be built, trying once more', {
      ...key,
      error: errorText(error),
    });
    return prepare(parts, plan, key);
  }
}

export async function prepare(parts: SendParts, plan: MessagePlan, key: OccurrenceKey): Promise<Prepared> {
  return plan.kind === 'digest' ? prepareDigest(parts, plan, key) : prepareReport(parts, plan.request, key);
}

async function prepareDigest(
  { buildDigest, outbox, snapshots }: SendParts,
  plan: MessagePlan,
  key: OccurrenceKey,
) {
  const previous = snapshots.get(key.scheduleId, key.target)?.facts ?? null;
  const building = buildDigest(previous, plan.zone);
  const { digest, snapshot } = await withDeadline(building, BUILD_DEADLINE_MS, 'Building the digest');
  return {
    post: () => outbox.postDigest(key.target, digest, occurrenceId(key)),
    remember: () => snapshots.put(key.scheduleId, key.target, { slot: key.slot, facts: snapshot }),
  };
}

function prepareReport({ outbox }: SendParts, request: ReportRequest | null, key: OccurrenceKey): Prepared {
  if (request === null) throw new UserError({ message: 'The schedule does not say which report to send.' });
  return {
    post: () =>
      outbox.postReport(key.target, request.report, rawParams(request), occurrenceId(key), key.scheduleId),
    remember: () => {},
  };
}

function rawParams({ raw }: ReportRequest): RawParams {
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, String(value)]));
}

export interface Failure {
  readonly from: 'claimed' | 'posting';
  /** As a person reads it. */
  readonly reason: string;
  readonly error?: unknown;
}

/** A failure is final for its slot: it stands in the history with its reason, and in the log. */
export function giveUp(
  { occurrences, log }: SendParts,
  key: OccurrenceKey,
  { from, reason, error }: Failure,
): void {
  const detail = redact(reason).slice(0, 500);
  if (!occurrences.advance(key, { from, to: 'failed', detail })) return;
  log.error('A planned message was not sent', {
    ...key,
    reason: detail,
    ...(error !== undefined && { error: errorText(error) }),
  });
}

function reasonOf(error: unknown): string {
  return error instanceof UserError
    ? error.full
    : `It could not be built: ${(error as Error)?.message ?? String(error)}`;
}
