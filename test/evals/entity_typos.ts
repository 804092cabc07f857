// Finds entities of the sample by names spoilt with a seed that was used for nothing else, beside plain edit distance over all names.
import { distance } from 'fastest-levenshtein';
import type { EntityIndex, SearchableEntity } from '#src/embeddings/entity_index.ts';
import { searchEntities } from '#src/embeddings/entity_search.ts';
import { createRandom, type Random } from '#src/lib/random.ts';

export interface TypoRow {
  readonly spoilt: string;
  readonly count: number;
  readonly hitAt1: number;
  readonly hitAt3: number;
  /** Edit distance alone, the obvious way. */
  readonly byEditsAt1: number;
}

const SEED = 'held-out typos';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

type Spoil = (name: string, random: Random) => string;

const SPOILS: Readonly<Record<string, Spoil>> = {
  'two letters swapped': (name, random) => at(name, random, (a, b) => b + a, 2),
  'a letter left out': (name, random) => at(name, random, () => '', 1),
  'a letter twice': (name, random) => at(name, random, (a) => a + a, 1),
  'a wrong letter': (name, random) => at(name, random, () => random.pick([...LETTERS]), 1),
  'a wrong letter and one left out': (name, random) =>
    at(
      at(name, random, () => random.pick([...LETTERS]), 1),
      random,
      () => '',
      1,
    ),
  'words in another order': (name, random) => shuffled(name.split(/[\s_-]+/), random).join(' '),
  'inside a sentence': (name) => `why did ${name} cost so much last week`,
};

export async function evaluateEntityTypos(index: EntityIndex): Promise<TypoRow[]> {
  const rows: TypoRow[] = [];
  for (const [spoilt, spoil] of Object.entries(SPOILS)) rows.push(await rowOf(spoilt, spoil, index));
  return rows;
}

async function rowOf(spoilt: string, spoil: Spoil, index: EntityIndex): Promise<TypoRow> {
  const random = createRandom(`${SEED} / ${spoilt}`);
  const wanted = index.entities.filter((entity) => entity.name.length >= 5);
  const ranks: number[] = [];
  let byEdits = 0;
  for (const entity of wanted) {
    const typed = spoil(entity.name, random);
    const hits = await searchEntities(index, typed, { k: 3 });
    ranks.push(hits.findIndex((hit) => isSame(hit, entity)) + 1);
    byEdits += Number(nearestName(typed, index.entities) === entity.name);
  }
  const share = (count: number) => Math.round((count / wanted.length) * 1000) / 1000;
  return {
    spoilt,
    count: wanted.length,
    hitAt1: share(ranks.filter((rank) => rank === 1).length),
    hitAt3: share(ranks.filter((rank) => rank > 0).length),
    byEditsAt1: share(byEdits),
  };
}

/** Two things of one name cannot be told apart by it. */
function isSame(hit: SearchableEntity, wanted: SearchableEntity): boolean {
  return hit.name === wanted.name;
}

function nearestName(typed: string, entities: readonly SearchableEntity[]): string {
  const lower = typed.toLowerCase();
  const ranked = entities.map(({ name }) => ({ name, edits: distance(lower, name.toLowerCase()) }));
  ranked.sort((a, b) => a.edits - b.edits || (a.name < b.name ? -1 : 1));
  return ranked[0]!.name;
}

/** Changes `width` characters somewhere in the name; never its first one. */
function at(name: string, random: Random, change: (a: string, b: string) => string, width: number): string {
  const characters = [...name];
  const from = random.int(1, Math.max(1, characters.length - width));
  const changed = change(characters[from] ?? '', characters[from + 1] ?? '');
  return [...characters.slice(0, from), changed, ...characters.slice(from + width)].join('');
}

function shuffled(words: readonly string[], random: Random): string[] {
  return words
    .map((word) => ({ word, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ word }) => word);
}
