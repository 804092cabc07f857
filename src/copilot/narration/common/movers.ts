// The change of a total by its parts: new, gone, risen, fallen, the largest first, and a rest that closes the sum.
import { microsToUsd } from '#src/lib/money.ts';
import { compareText } from '#src/lib/text.ts';
import { type Line, line, words } from '#src/reports/line.ts';
import { isUnattributed, type NamedMember } from '../../study/spend.ts';
import type { StudyBase } from '../../study/study.ts';
import { changeInCents } from './cost_parts.ts';
import { type Figures, figures } from './figures.ts';
import { counted, listed, said } from './phrases.ts';
import { type Change, changeWriters, type Writer, writer } from './precision.ts';

export interface Mover {
  readonly named: NamedMember;
  readonly now: number;
  readonly before: number;
}

export interface Moves {
  /** Total change in micro-dollars, as it is written. */
  readonly change: number;
  /** By size of the change. */
  readonly movers: readonly Mover[];
}

/** `of` picks the measure: the cost, or its part on spot. */
export function movesOf(
  members: readonly NamedMember[],
  of: (member: NamedMember) => readonly [now: number, before: number],
): Moves {
  const all = members.map((named) => ({ named, now: of(named)[0], before: of(named)[1] }));
  const sum = (column: 'now' | 'before') => all.reduce((total, mover) => total + mover[column], 0);
  return {
    change: changeInCents(sum('now'), sum('before')),
    movers: all
      .filter((mover) => mover.now !== mover.before)
      .sort((a, b) => size(b) - size(a) || compareText(a.named.ref, b.named.ref)),
  };
}

/** One line per shown mover, then one for all others; as written they add up to the change. `cents` when the change itself is written so. */
export function movePoints(
  study: StudyBase,
  { change, movers }: Moves,
  shownAtMost: number,
  cents = false,
): Line[] {
  const shown = movers.slice(0, movers.length === shownAtMost + 1 ? shownAtMost + 1 : shownAtMost);
  const rest = movers.slice(shown.length);
  const parts = shown.map((mover) => changeInCents(mover.now, mover.before));
  const f = figures(study, 'facts/spend_members');
  const left = change - parts.reduce((sum, part) => sum + part, 0);
  const others = { now: left, before: 0 };
  const fitting = changeWriters([...shown, others].map(dollars), microsToUsd(change));
  const write = cents ? fitting.map(() => writer(true)) : fitting;
  const lines = shown.map((mover, i) => (parts[i] === 0 ? null : moverLine(mover, parts[i]!, f, write[i]!)));
  return said([...lines, restLine(rest, left, f, write.at(-1)!)]);
}

function dollars({ now, before }: Pick<Mover, 'now' | 'before'>): Change {
  return {
    now: microsToUsd(now),
    before: microsToUsd(before),
    change: microsToUsd(changeInCents(now, before)),
  };
}

function size(mover: Mover): number {
  return Math.abs(mover.now - mover.before);
}

function moverLine({ named, now, before }: Mover, micros: number, f: Figures, write: Writer): Line {
  const own = f.of(named.ref);
  const amount = write(own.usdDelta('change', 'part of the change', micros));
  const current = write(own.usd('cost', 'cost in the period', now));
  const previous = write(own.past().usd('cost', 'cost in the period before', before));
  if (before === 0) return line`${named.label} ${amount}: new, nothing in the period before`;
  if (now === 0) return line`${named.label} ${amount}: gone, nothing in this period`;
  return line`${named.label} ${amount}: ${previous} → ${current}`;
}

function restLine(rest: readonly Mover[], micros: number, f: Figures, write: Writer): Line | null {
  const amount = () => write(f.usdDelta('change.rest', 'part of the change by all others', micros));
  if (rest.length === 0) return micros === 0 ? null : line`Rounding ${amount()}`;
  const known = rest.filter((mover) => !isUnattributed(mover.named));
  if (known.length === 0) return line`Unattributed usage ${amount()}`;
  const count = f.count('rest.count', 'others whose cost changed', known.length);
  const kinds: readonly (readonly [string, string, number])[] = [
    [
      'rose',
      'others whose cost rose',
      known.filter((mover) => mover.before > 0 && mover.now > mover.before).length,
    ],
    [
      'fell',
      'others whose cost fell',
      known.filter((mover) => mover.now > 0 && mover.now < mover.before).length,
    ],
    ['new', 'others that are new', known.filter((mover) => mover.before === 0).length],
    ['gone', 'others that are gone', known.filter((mover) => mover.now === 0).length],
  ];
  const parts = kinds
    .filter(([, , n]) => n > 0)
    .map(([word, label, n]) => line`${f.count(`rest.${word}`, label, n)} ${words(word)}`);
  const unknown = known.length < rest.length ? ' and unattributed usage' : '';
  return line`${counted(count, 'other')}${words(unknown)} together ${amount()}: ${listed(parts)}`;
}
