// Cuts a page into passages that stand alone: one per heading, long ones split between paragraphs, list items or sentences.
import type { Page } from './ingest.ts';

export const MAX_CHUNK_WORDS = 180;

export interface Chunk {
  /** 'photon#2': slug and position on the page, from 1. */
  readonly id: string;
  readonly slug: string;
  /** The nearest heading above the text; the page's title where there is none. */
  readonly heading: string;
  readonly text: string;
}

interface Section {
  readonly heading: string;
  readonly text: string;
}

export function chunkPage(page: Page, maxWords = MAX_CHUNK_WORDS): Chunk[] {
  return sectionsOf(page)
    .flatMap((section) =>
      splitLong(section.text, maxWords).map((text) => ({ heading: section.heading, text })),
    )
    .map((section, i) => ({ id: `${page.slug}#${i + 1}`, slug: page.slug, ...section }));
}

function sectionsOf(page: Page): Section[] {
  const sections: { heading: string; lines: string[] }[] = [{ heading: page.title, lines: [] }];
  let isCode = false;
  for (const line of page.body.split('\n')) {
    if (line.startsWith('```')) isCode = !isCode;
    const heading = isCode ? null : /^#{1,6}\s+(.+?)\s*#*$/.exec(line);
    if (heading) sections.push({ heading: heading[1]!, lines: [] });
    else sections.at(-1)!.lines.push(line);
  }
  return sections
    .map(({ heading, lines }) => ({ heading, text: lines.join('\n').trim() }))
    .filter((section) => section.text !== '');
}

/** From the coarsest cut to the finest: paragraphs, lines, sentences, words. */
const CUTS = [
  { between: /\n{2,}/, glue: '\n\n' },
  { between: /\n/, glue: '\n' },
  { between: /(?<=[.;:])\s+/, glue: ' ' },
  { between: /\s+/, glue: ' ' },
];

function splitLong(text: string, maxWords: number, cut = 0): string[] {
  const rule = CUTS[cut];
  if (!rule || countWords(text) <= maxWords) return [text];
  const pieces = text.split(rule.between).flatMap((piece) => splitLong(piece, maxWords, cut + 1));
  return pack(pieces, maxWords, rule.glue);
}

/** Joins neighbours as long as they fit together. */
function pack(pieces: readonly string[], maxWords: number, glue: string): string[] {
  const packed: string[] = [];
  for (const piece of pieces) {
    const last = packed.at(-1);
    const fits = last !== undefined && countWords(last) + countWords(piece) <= maxWords;
    if (fits) packed[packed.length - 1] = `${last}${glue}${piece}`;
    else packed.push(piece);
  }
  return packed;
}

export function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
