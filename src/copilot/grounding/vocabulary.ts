// The words the gate understands: what goes up or down, what is first or last, what causes what, and which words mean the same.
import { stemOf, wordsOf } from '#src/embeddings/terms.ts';

/** Words of one line mean the same here; the first stands for all. */
const SYNONYMS = `
  cost spend spent spending bill money expense expenditure dollar pay
  fail failure failed error broke break crash unsuccessful
  succeed success succeeded good through
  run execution
  attempt retry retries retried repeat repeated repeating rerun
  before previous previously prior earlier preceding formerly old
  median typical typically usual usually normal middle
  query queries statement
  people person user users somebody colleague
  owner own owns owned belong belongs
  eviction evicted evict reclaim reclaimed
  configuration config setting settings configured
  duration long longer slow slower slowest took take takes lasted fast faster shorter short
  worker workers node nodes size machine machines
  weekend saturday saturdays sunday sundays
  peak dearest expensive costliest highest priciest
  cheap cheapest lowest
  saving save saved savings spare
  awake on
  idle unused
  share part portion percentage
  change move moved shift different
  wait waits downstream depend depends dependent
  feed feeds upstream input inputs
  total together altogether overall sum combined all
  heavy heaviest
  later afterwards since
  spot preemptible
  demand ondemand
  new newest latest
  big bigger large larger largest biggest maximum most
  small smaller smallest minimum least fewest
  now today current currently
  start started begin began
  department team
  undo revert undoing
  rise rose rising grew grow growth increase increased climb climbed
  fall fell falling drop dropped decrease decreased decline declined shrank
  other others rest remaining
  ask talk tell agree
  often frequent frequently
  open pick select press
`;

const STANDS_FOR = new Map(
  SYNONYMS.trim()
    .split('\n')
    .flatMap((group) => {
      const [first, ...rest] = group.trim().split(/\s+/);
      return [first!, ...rest].map((word) => [stemOf(word), stemOf(first!)] as const);
    }),
);

const EMPTY = new Set(
  `a about above after again against almost along already also although am an and any are as at away back be because been being
  below between both but by can could did do does doing done down during each either else ever every few for from further get goes
  got had has have having he hence her here hers him his how however i if in into is it its itself just kept keep least less let
  like made make makes making many may me might more most mostly much must my near nearly next no none nor not nothing of off often
  on once only or our out over own per quite rather same see shall she should show shows so some still such than that the their
  them then there these they thing things this those though thus to too toward under until up upon us very via was way we well
  went were what when where which while who whom whose why will with within without would yet you your come comes came give gives
  up amount figure number reach reached stand stands lie lies another one ones first second third last`.split(
    /\s+/,
  ),
);

/** One stem for words that mean the same. */
export function senseOf(word: string): string {
  const stem = stemOf(word);
  return STANDS_FOR.get(stem) ?? stem;
}

/** What a text is about, as senses; words that say nothing by themselves are left out. */
export function sensesOf(text: string): string[] {
  return wordsOf(text).filter(isTelling).map(senseOf);
}

export function isTelling(word: string): boolean {
  return !EMPTY.has(word) && /\p{L}{2}/u.test(word);
}

export type Direction = 1 | -1;

const UP =
  'rose rise rises risen rising grew grow grows grown growing growth increase increased increases increasing up higher more above longer larger bigger climbed climb climbs dearer slower added adds raised jumped gained worse exceeds';
const DOWN =
  'fell fall falls fallen falling decrease decreased decreases decreasing drop dropped drops down lower less below shorter smaller fewer declined declines shrank shrunk cheaper faster reduced sank';
const DIRECTIONS = new Map<string, Direction>([
  ...UP.split(' ').map((word) => [word, 1] as const),
  ...DOWN.split(' ').map((word) => [word, -1] as const),
]);

export function directionOf(word: string): Direction | undefined {
  return DIRECTIONS.get(word.toLowerCase());
}

const FIRST =
  'largest biggest highest most dearest costliest priciest top longest slowest heaviest greatest busiest worst leads leader main';
const LAST = 'smallest lowest least cheapest fewest shortest fastest lightest best quietest';
const EXTREMES = new Map<string, Direction>([
  ...FIRST.split(' ').map((word) => [word, 1] as const),
  ...LAST.split(' ').map((word) => [word, -1] as const),
]);

/** 1: 'largest', -1: 'smallest'. */
export function extremeOf(word: string): Direction | undefined {
  return EXTREMES.get(word.toLowerCase());
}

const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');

/** 2 for 'second'; undefined for other words. */
export function ordinalOf(word: string): number | undefined {
  const at = ORDINALS.indexOf(word.toLowerCase());
  return at < 0 ? undefined : at + 1;
}

const COUNTS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );

export function countOf(word: string): number | undefined {
  const lower = word.toLowerCase();
  if (lower === 'dozen') return 12;
  if (lower === 'hundred') return 100;
  if (lower === 'thousand') return 1000;
  const tens = 'thirty forty fifty sixty seventy eighty ninety'.split(' ').indexOf(lower);
  if (tens >= 0) return (tens + 3) * 10;
  const at = COUNTS.indexOf(lower);
  return at < 0 ? undefined : at;
}

/** Things that are counted; the noun beside a count must be the noun of the fact. */
const COUNTED = new Set(
  'run query job people day week month hour worker eviction failure attempt warehouse cluster department row start stop core'
    .split(' ')
    .map(senseOf),
);

export function isCounted(sense: string): boolean {
  return COUNTED.has(sense);
}

export const MONTHS =
  'january february march april may june july august september october november december'.split(' ');
export const WEEKDAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
