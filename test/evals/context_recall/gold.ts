// What a good answer must be able to say, per kind of entity and chip, as written in the gold files: read, checked, ready to ask.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const UNITS = ['usd', 'usd_per_dbu', 'dbu', 'count', 'percent', 'minutes', 'day'] as const;

const needSchema = z.strictObject({
  what: z.string().min(1),
  sql: z.string().min(1),
  unit: z.enum(UNITS).optional(),
  /** Part of the fact's label, where a count alone could be another count. */
  label: z.string().optional(),
  text: z.literal(true).optional(),
  keys: z.string().optional(),
  adds_up: z.string().optional(),
});
export type Need = z.infer<typeof needSchema>;

const goldSchema = z.record(
  z.string(),
  z.strictObject({
    with: z.string(),
    needs: z.record(z.string(), needSchema.refine(isOneKind, 'one of unit, text and keys')),
    chips: z.record(z.string(), z.array(z.string()).min(1)),
  }),
);
export type Gold = z.infer<typeof goldSchema>;

const FILES = ['gold_jobs.yaml', 'gold_compute.yaml'];

/** By kind of entity. Throws where a chip names a need that is not described. */
export function readGold(): Gold {
  const texts = FILES.map((file) => readFileSync(path.join(import.meta.dirname, file), 'utf8'));
  const gold = goldSchema.parse(Object.assign({}, ...texts.map((text) => parse(text))));
  for (const [type, { needs, chips }] of Object.entries(gold))
    for (const [chip, names] of Object.entries(chips))
      for (const name of names)
        if (!needs[name]) throw new Error(`${chip} of ${type} needs "${name}", which is not described.`);
  return gold;
}

/** null: nobody has written what this chip must be able to say about this kind of entity. */
export function needsOf(gold: Gold, type: string, chip: string): readonly Need[] | null {
  const of = gold[type];
  const names = of?.chips[chip];
  return names ? names.map((name) => of.needs[name]!) : null;
}

/** 'week.*', '{a,b}.cost' */
export function keyPattern(glob: string): RegExp {
  const source = glob
    .replace(/[.+]/g, '\\$&')
    .replaceAll('*', '.*')
    .replace(/\{([^}]*)\}/g, (_, list: string) => `(?:${list.replaceAll(',', '|')})`);
  return new RegExp(`^${source}$`);
}

function isOneKind({ unit, text, keys }: { unit?: unknown; text?: unknown; keys?: unknown }): boolean {
  return [unit, text, keys].filter((kind) => kind !== undefined).length === 1;
}
