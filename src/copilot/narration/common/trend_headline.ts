// The first sentence of a trend: the word the weeks deserve, and the amounts that show it.
import { MANY_TIMES_PCT } from '#src/reports/changes.ts';
import { form, type Line, line, strong, words } from '#src/reports/line.ts';
import type { Figures } from './figures.ts';
import { counted } from './phrases.ts';
import type { TrendInput } from './trend.ts';
import type { Comparison, Verdict, Week } from './weeks.ts';

/** Below this, in percent, a week is only a little above or below. */
const LITTLE_PCT = 10;

type Said<Kind> = Extract<Verdict, { readonly kind: Kind }>;
type Input = Pick<TrendInput, 'study' | 'who' | 'plural'>;

export function headlineOf(input: Input, verdict: Verdict, weeks: readonly Week[], f: Figures): Line {
  const who = strong(input.who ?? line`${input.study.subject}`);
  if (verdict.kind === 'stopped') return stopped(who, input, verdict, weeks, f);
  if (verdict.kind === 'seldom') return seldom(who, input, verdict.weeks, weeks, f);
  if (verdict.kind === 'step') return step(who, verdict, f);
  if (verdict.kind === 'drift') return drift(who, input, verdict, f);
  return lastWeek(who, input, verdict, weeks, f);
}

function is({ plural }: Input, one: string, many: string) {
  return strong(words(plural ? many : one));
}

function stopped(
  who: Line,
  input: Input,
  { silence }: Said<'stopped'>,
  weeks: readonly Week[],
  f: Figures,
): Line {
  const last = f.day('last.day', 'last day with cost', silence.lastDay);
  const days = f.days('silent.days', 'days without cost up to the end', silence.days);
  const end = f.day('week.end', 'last day of the last week', weeks.at(-1)!.to);
  return line`${who} ${is(input, 'has', 'have')} *cost nothing since* ${strong(last)}: ${days} days up to ${end}.`;
}

function seldom(who: Line, input: Input, busy: number, weeks: readonly Week[], f: Figures): Line {
  const count = f.count('weeks.busy', 'weeks with cost', busy);
  const all = counted(f.count('weeks.all', 'weeks looked at', weeks.length), 'week');
  const end = f.day('week.end', 'last day of the last week', weeks.at(-1)!.to);
  return line`${who} ${is(input, 'costs', 'cost')} *something only now and then:* in ${count} of the ${all} to ${end}.`;
}

function step(who: Line, verdict: Said<'step'>, f: Figures): Line {
  const verb = strong(words(verdict.pct > 0 ? 'rose' : 'fell'));
  const { now, before, weeksNow, since } = verdict;
  const from = f.day(`week.${since.from}.day`, 'first day of a week', since.from);
  const until = f.day(`week.${since.from}.end`, 'last day of a week', since.to);
  const week = f.usd('week.now', 'median cost of a week since the step', now);
  const usual = f.usd('week.before', 'median cost of a week before the step', before);
  const weeksBefore = counted(f.count('weeks.before', 'weeks before the step', verdict.weeksBefore), 'week');
  const than = line`${apart(verdict, f)} the median of the ${weeksBefore} before (${usual})`;
  if (weeksNow === 1)
    return line`${who} ${verb} *in the last week:* ${week} from ${from} to ${until}, ${than}.`;
  return line`${who} ${verb} *with the week from* ${strong(from)}*:* a week costs ${week} since (median), ${than}.`;
}

function drift(who: Line, input: Input, verdict: Said<'drift'>, f: Figures): Line {
  const going = verdict.pct > 0 ? 'rising:' : 'falling:';
  const level = verdict.pct > 0 ? 'on a higher level:' : 'on a lower level:';
  const verb = strong(words(verdict.isGoingOn ? going : level));
  const newer = f.count('weeks.newer', 'newer weeks', verdict.weeksNow);
  const older = f.count('weeks.older', 'older weeks', verdict.weeksBefore);
  const week = f.usd('week.now', 'median cost of the newer weeks', verdict.now);
  const usual = f.usd('week.before', 'median cost of the older weeks', verdict.before);
  return line`${who} ${is(input, 'is', 'are')} ${verb} the last ${newer} weeks cost ${week} each (median), ${apart(verdict, f)} the ${older} weeks before (${usual}).`;
}

function lastWeek(
  who: Line,
  input: Input,
  verdict: Said<'steady' | 'back' | 'apart'>,
  weeks: readonly Week[],
  f: Figures,
): Line {
  const last = f.usd('week.last', 'cost of the last seven days', verdict.now);
  const usual = f.usd('week.usual', 'median cost of the weeks before', verdict.before);
  const end = f.day('week.end', 'last day of the last week', weeks.at(-1)!.to);
  const count = counted(f.count('weeks.before', 'weeks compared with', verdict.weeksBefore), 'week');
  const compared = line`${last} in the seven days to ${end}`;
  if (verdict.kind === 'apart')
    return line`${who} *cost* ${compared}, ${apart(verdict, f)} the median of the ${count} before (${usual}); ${range(weeks, f)}.`;
  const word = line`${is(input, 'is', 'are')} ${strong(words(verdict.kind === 'back' ? 'back at the usual level:' : 'steady:'))}`;
  return line`${who} ${word} ${compared}, ${usual} in the median of the ${count} before.`;
}

function range(weeks: readonly Week[], f: Figures): Line {
  const sorted = weeks.map((week) => week.micros).sort((a, b) => a - b);
  const low = f.usd('week.least', 'cost of the cheapest week', sorted[0]!);
  const high = f.usd('week.most', 'cost of the dearest week', sorted.at(-1)!);
  return line`its weeks lie between ${low} and ${high}`;
}

/** '53% above', 'a little (7.1%) below', '12 times'. */
function apart({ pct, now, before }: Comparison, f: Figures): Line {
  if (pct >= MANY_TIMES_PCT)
    return line`${f.times('week.times', 'weeks against those before', now / before)}`;
  const change = f.percentDelta('week.change', 'weeks against those before', pct);
  const where = words(pct > 0 ? 'above' : 'below');
  return Math.abs(pct) < LITTLE_PCT
    ? line`a little (${form(change, 1)}) ${where}`
    : line`${form(change, 1)} ${where}`;
}
