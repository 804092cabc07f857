// Small pieces every narration is made of.
import type { Line } from '#src/reports/line.ts';
import type { Draft } from '../answer_types.ts';

/** A narration: `applicable: false` says why the chip has nothing to say here. */
export interface Narration extends Draft {
  readonly applicable: boolean;
  /** The family of errors it is mostly about, for the documentation. */
  readonly errorFamily?: string;
}

export function draft(
  headline: Line,
  parts: Partial<Omit<Narration, 'headline' | 'applicable'>> = {},
): Narration {
  const { errorFamily } = parts;
  return {
    applicable: true,
    ...(errorFamily === undefined ? {} : { errorFamily }),
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
