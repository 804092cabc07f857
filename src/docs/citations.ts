// Writes the Sources lines under an answer from the passages it was given; a model never writes or changes them.
import { formatDay, type IsoDay } from '#src/lib/dates.ts';
import type { Passage } from './search_docs.ts';

export interface SourceLine {
  readonly title: string;
  readonly url: string;
  /** 'our summary of "What is Photon?", checked 22 Nov' */
  readonly text: string;
}

type Citable = Pick<Passage, 'title' | 'url' | 'checked' | 'confidence'>;

/** One line per page, in the order of the passages. `today` decides whether the day needs its year. */
export function sourceLines(passages: readonly Citable[], today: IsoDay): SourceLine[] {
  const seen = new Set<string>();
  return passages
    .filter(({ title }) => !seen.has(title) && seen.add(title))
    .map((passage) => ({ title: passage.title, url: passage.url, text: sourceText(passage, today) }));
}

function sourceText({ title, checked, confidence }: Citable, today: IsoDay): string {
  const day = formatDay(checked, today);
  // a page known from other people's links was not opened, so nothing was checked against it
  const standing = confidence === 'confirmed' ? `checked ${day}` : `written ${day}, page not yet checked`;
  return `our summary of "${title}", ${standing}`;
}
