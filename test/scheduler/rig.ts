// A scheduler over a real state database, a channel that can be watched and a clock that can be moved.
import type { Digest } from '#src/copilot/answer_types.ts';
import { type Log, silentLog } from '#src/lib/log.ts';
import type { Outbox } from '#src/scheduler/outbox.ts';
import type { MessagePlan } from '#src/scheduler/plans.ts';
import type { SendParts } from '#src/scheduler/send.ts';
import { openState, type StateStore } from '#src/store/state/state_store.ts';

export const NINE = Date.parse('2026-11-02T09:00:30Z');
export const MINUTE = 60_000;

export interface TestClock {
  ms: number;
}

export interface Post {
  readonly channel: string;
  readonly occurrence: string;
  readonly ts: string;
}

/** What Slack answers with; nothing was posted. */
class Refused extends Error {}

export interface Channel extends Outbox {
  readonly posts: readonly Post[];
  /** Channels that refuse, or that lose the answer after taking the message. */
  readonly refuse: Set<string>;
  readonly loseAnswer: Set<string>;
  readonly unreadable: Set<string>;
  readonly lookUps: string[];
}

export function createChannel(): Channel {
  const posts: Post[] = [];
  const [refuse, loseAnswer, unreadable] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const lookUps: string[] = [];
  const take = async (channel: string, occurrence: string) => {
    if (refuse.has(channel)) throw new Refused('channel_not_found');
    const ts = String(posts.length + 1);
    posts.push({ channel, occurrence, ts });
    if (loseAnswer.has(channel)) throw new Error('socket hang up');
    return ts;
  };
  return {
    posts,
    refuse,
    loseAnswer,
    unreadable,
    lookUps,
    postDigest: (channel, _digest, occurrence) => take(channel, occurrence),
    postReport: (channel, _report, _raw, occurrence) => take(channel, occurrence),
    findPosted: async (channel, occurrence) => {
      lookUps.push(occurrence);
      if (unreadable.has(channel)) return 'unknown';
      return posts.find((post) => post.occurrence === occurrence)?.ts ?? null;
    },
    refusal: (error) => (error instanceof Refused ? `Slack said ${error.message}.` : null),
  };
}

export function digestPlan(target: string, more: Partial<MessagePlan> = {}): MessagePlan {
  return { id: 'daily', cron: '0 9 * * *', zone: 'UTC', target, kind: 'digest', request: null, ...more };
}

export function reportPlan(target: string): MessagePlan {
  const request = { report: 'job_cost', raw: { last: 30, workspace: 'prod' } };
  return { ...digestPlan(target, { id: 'weekly' }), kind: 'report', request };
}

/** The digest's content is tested elsewhere: here it only has to be one. */
export const SOME_DIGEST: Digest = {
  title: 'Databricks, Mon 2 Nov',
  headline: [{ text: 'Nothing material.' }],
  changes: [],
  footer: [],
  quiet: true,
  asOf: '2026-11-01',
  costBasis: 'DBU list price',
  hash: 'abc',
};

export interface Rig {
  readonly clock: TestClock;
  readonly state: StateStore;
  readonly channel: Channel;
  readonly parts: SendParts;
  readonly now: () => Date;
}

export function createRig(options: { readonly log?: Log; readonly state?: StateStore } = {}): Rig {
  const clock: TestClock = { ms: NINE };
  const now = () => new Date(clock.ms);
  const state = options.state ?? openState(':memory:', { clock: now });
  const channel = createChannel();
  const parts: SendParts = {
    occurrences: state.occurrences,
    snapshots: state.digestSnapshots,
    outbox: channel,
    buildDigest: async (previous) => ({
      digest: SOME_DIGEST,
      snapshot: { version: 1, asOf: countUp(previous), open: [] },
      facts: [],
      sql: [],
    }),
    log: options.log ?? silentLog,
  };
  return { clock, state, channel, parts, now };
}

/** Each digest's memory is one day further than the one it was given. */
function countUp(previous: unknown): string {
  const asOf = (previous as { asOf?: string } | null)?.asOf ?? '2026-11-00';
  return `2026-11-${String(Number(asOf.slice(8)) + 1).padStart(2, '0')}`;
}
