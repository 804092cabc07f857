// An answer as plain text: what the terminal prints, what notifications read, what the cache compares.
import { plainText } from '#src/reports/line.ts';
import type { Draft } from './answer_types.ts';

export function draftToText(draft: Draft): string {
  const points = draft.points.map((point) => `• ${plainText(point)}`);
  const next = draft.next.map((step, i) => `${i === 0 ? 'Next: ' : '      '}${plainText(step)}`);
  const notes = draft.notes.map((note) => plainText(note));
  return [plainText(draft.headline), ...points, ...next, ...notes].join('\n');
}
