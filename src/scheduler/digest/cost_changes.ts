// Judges the cost of every job, warehouse, cluster and service against its own usual, and against what the last digest said of it.
import { addDays, daysBetween } from '#src/lib/dates.ts';
import type { Days, DigestPeriod } from './period.ts';
import type { OpenItem } from './snapshot.ts';
import type { Subject } from './subject.ts';
import { standsOut, stillStandsOut, USUAL_BASES, type Usual, usualOf } from './usual.ts';

export interface CostChange {
  readonly subject: Subject;
  readonly kind: 'up' | 'down' | 'new' | 'missing';
  /** Signed, over the whole period. */
  readonly deltaMicros: number;
  readonly usualMicros: number;
  /** 'run_days': what comes seldom is compared with the last days it came on. */
  readonly against: 'usual' | 'run_days';
  /** What the last digest said of it; null when it is news. */
  readonly item: OpenItem | null;
}

/** How a change stands to what was said before; 'known' is not worth repeating. */
type Standing = 'found' | 'still' | 'settled' | 'resolved' | 'monthly' | 'known';

export interface CostVerdict {
  readonly standing: Standing;
  readonly change: CostChange;
  /** For the next digest to follow up. */
  readonly open: OpenItem | null;
}

interface CostContext {
  readonly period: DigestPeriod;
  readonly items: ReadonlyMap<string, OpenItem>;
  /** From which difference over the period on something is worth a line. */
  readonly minimumMicros: number;
}

export function judgeCosts(subjects: readonly Subject[], context: CostContext): CostVerdict[] {
  return subjects.flatMap((subject) => {
    const item = context.items.get(costKey(subject)) ?? null;
    const isOpen = item !== null && item.until === null;
    const verdict = isOpen ? judgeOpen(subject, item, context) : judgeNew(subject, item, context);
    return verdict ? [verdict] : [];
  });
}

function costKey(subject: Subject): string {
  return `cost:${subject.key}`;
}

function judgeNew(subject: Subject, past: OpenItem | null, context: CostContext): CostVerdict | null {
  const { now } = subject;
  // While the data are younger than two weeks everything has come seldom.
  const earlier = context.period.basis === 'weeks' ? subject.earlier : null;
  if (earlier?.length === 0) return judgeFirst(subject, context);
  const isSeldom = earlier !== null;
  const values = isSeldom
    ? earlier.map((cost) => cost * now.activeDays)
    : ordinaryCosts(subject, past, context.period);
  if (values.length === 0) return null;
  const usual = usualOf(values, isSeldom);
  const against = isSeldom ? 'run_days' : 'usual';
  const change: CostChange = { ...changeFrom(subject, usual, null), against };
  if (now.activeDays === 0) return judgeMissing(change, values, context);
  if (!standsOut(now.costMicros, usual, context.minimumMicros)) return null;
  if (change.kind === 'down' && !isFall(subject, values[0]!, context.minimumMicros)) return null;
  if (change.kind === 'up' && recursMonthly(subject)) return { standing: 'monthly', change, open: null };
  return found(change, context);
}

/** Costs on the days that are compared with, without those of an episode that was reported. */
function ordinaryCosts({ bases }: Subject, past: OpenItem | null, period: DigestPeriod): number[] {
  const isOrdinary = ({ from, to }: Days) =>
    past === null || past.until === null || to < past.since || from > past.until;
  return bases.filter((_, i) => isOrdinary(period.bases[i]!)).map((amounts) => amounts.costMicros);
}

/** The first usage ever. Tomorrow it is compared with today: there is nothing to follow up. */
function judgeFirst(subject: Subject, { minimumMicros }: CostContext): CostVerdict | null {
  const { costMicros } = subject.now;
  if (costMicros < minimumMicros) return null;
  const change = { subject, kind: 'new', deltaMicros: costMicros, usualMicros: 0 } as const;
  return { standing: 'found', change: { ...change, against: 'usual', item: null }, open: null };
}

function changeFrom(subject: Subject, usual: Usual, item: OpenItem | null): CostChange {
  const deltaMicros = subject.now.costMicros - usual.micros;
  const kind = deltaMicros > 0 ? 'up' : 'down';
  return { subject, kind, deltaMicros, usualMicros: usual.micros, against: 'usual', item };
}

/** One missing day of something irregular is no news: it must have come every time. */
const LEAST_REGULAR = 3;

function judgeMissing(
  change: CostChange,
  values: readonly number[],
  context: CostContext,
): CostVerdict | null {
  const usual = values.slice(0, USUAL_BASES);
  if (usual.length < LEAST_REGULAR || usual.some((cost) => cost === 0)) return null;
  const isSmall = Math.abs(change.deltaMicros) < context.minimumMicros;
  return isSmall ? null : found({ ...change, kind: 'missing' }, context);
}

/** How far from the cost of the days right before something still counts as unchanged. */
const SAME_AS_BEFORE = [0.5, 1.25] as const;

/** Weeks that were expensive make the return from them look like a fall: it must be one against last week and the days before, too. */
function isFall({ now, before }: Subject, newestMicros: number, minimumMicros: number): boolean {
  const [least, most] = SAME_AS_BEFORE.map((times) => times * now.costMicros);
  const isSameAsBefore = before.costMicros >= least! && before.costMicros <= most!;
  return !isSameAsBefore && newestMicros - now.costMicros >= minimumMicros;
}

/** At the turn of the month before it cost about as much: closing, archiving, reporting. */
const SAME_AS_MATE = 0.7;

function recursMonthly({ now, monthMate }: Subject): boolean {
  return monthMate.costMicros >= SAME_AS_MATE * now.costMicros;
}

function found(change: CostChange, { period }: CostContext): CostVerdict {
  const { subject, deltaMicros, item } = change;
  const kind = change.kind === 'new' ? 'up' : change.kind;
  const open = {
    key: costKey(subject),
    kind,
    since: item?.since ?? period.from,
    perDayMicros: Math.round(deltaMicros / period.length),
    totalMicros: (item?.totalMicros ?? 0) + deltaMicros,
    calmDays: 0,
    until: null,
  };
  return { standing: 'found', change, open };
}

/** From this multiple of what was reported on, it is news again. */
const GROWN = 1.5;
/** After so many days a change is the usual. */
const SETTLED_DAYS = 28;

/** Compared with the days before it began: by itself the usual would catch up with it. */
function judgeOpen(subject: Subject, item: OpenItem, context: CostContext): CostVerdict | null {
  const { period, minimumMicros } = context;
  const values = subject.bases
    .filter((_, i) => period.bases[i]!.to < item.since)
    .map((amounts) => amounts.costMicros);
  if (values.length === 0) return null;
  const usual = usualOf(values);
  const change = changeFrom(subject, usual, item);
  if (item.kind === 'missing') return judgeReturn(change, item);
  const { costMicros } = subject.now;
  if (change.kind !== item.kind || !stillStandsOut(costMicros, usual, minimumMicros))
    return turned(change, usual, item, context);
  const isGrown = Math.abs(change.deltaMicros) / period.length >= GROWN * Math.abs(item.perDayMicros);
  if (isGrown && standsOut(costMicros, usual, minimumMicros)) return found(change, context);
  return lasting(change, item, period);
}

function judgeReturn(change: CostChange, item: OpenItem): CostVerdict {
  const missing = { ...change, kind: 'missing' } as const;
  if (change.subject.now.activeDays > 0) return { standing: 'resolved', change: missing, open: null };
  return { standing: 'still', change: missing, open: item };
}

function lasting(change: CostChange, item: OpenItem, { to }: DigestPeriod): CostVerdict {
  const open = { ...item, totalMicros: item.totalMicros + change.deltaMicros, calmDays: 0 };
  const told = { ...change, item: open };
  const isSettled = daysBetween(item.since, to) >= SETTLED_DAYS;
  if (item.kind === 'down') return { standing: 'known', change: told, open: isSettled ? null : open };
  return isSettled
    ? { standing: 'settled', change: told, open: null }
    : { standing: 'still', change: told, open };
}

/** A rise that is over is said; a saving that is over is news only when the cost is now above the usual. */
function turned(change: CostChange, usual: Usual, item: OpenItem, context: CostContext): CostVerdict | null {
  if (item.kind === 'up') return calm(change, usual, item, context.period);
  const isRise =
    change.kind === 'up' && standsOut(change.subject.now.costMicros, usual, context.minimumMicros);
  return isRise ? found({ ...change, item: null }, context) : null;
}

/** On days that are cheap anyway (a weekend) a rise cannot be seen: after these without it, it is over all the same. */
const CALM_DAYS = 3;

function calm(change: CostChange, usual: Usual, item: OpenItem, { length, to }: DigestPeriod): CostVerdict {
  const calmDays = item.calmDays + length;
  const wouldShow = usual.micros * 2 >= Math.abs(item.perDayMicros) * length;
  return wouldShow || calmDays >= CALM_DAYS
    ? {
        standing: 'resolved',
        change: { ...change, kind: 'up' },
        open: { ...item, until: addDays(to, -calmDays) },
      }
    : { standing: 'known', change, open: { ...item, calmDays } };
}
