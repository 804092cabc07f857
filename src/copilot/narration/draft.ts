// Small pieces every narration is made of.
import type { Line } from '#src/reports/line.ts';
import type { Draft } from '../answer_types.ts';

/** A narration: `applicable: false` says why the chip has nothing to say here. */
export interface Narration extends Draft {
  readonly applicable: boolean;
}

export function draft(headline: Line, parts: Partial<Omit<Draft, 'headline'>> = {}): Narration {
  return {
    applicable: true,
    headline,
    points: parts.points ?? [],
    next: parts.next ?? [],
    notes: parts.notes ?? [],
  };
}

/** 'Not applicable, because ...': said, never hidden. */
export function notApplicable(headline: Line, parts: Partial<Omit<Draft, 'headline'>> = {}): Narration {
  return { ...draft(headline, parts), applicable: false };
}
