// Causes nobody stated, put behind a true sentence.
import { plainText } from '#src/reports/line.ts';
import type { Corrupt } from './corruptions.ts';

/** A clause, and words that would make it stated after all. */
const CAUSES: readonly (readonly [string, RegExp])[] = [
  [', because of a network outage', /network/i],
  [' because the storage account was full', /storage/i],
  [', due to a new version of Photon', /photon/i],
  [', driven by a larger number of dashboards', /dashboard/i],
  [' as a result of the holidays', /holiday/i],
  [', thanks to the new schedule', /schedule/i],
  [', caused by a bug in the upstream table', /upstream|bug/i],
  [' owing to a price rise of Databricks', /price/i],
  [', which was triggered by a failed deployment', /deploy/i],
  [', because somebody changed the cluster size', /larger compute|size|cluster/i],
  [', explained by more data in the source tables', /data|table/i],
  [', since the team hired more analysts', /analyst|team/i],
  [' because of spot evictions', /spot|evict/i],
  [', due to a memory leak', /memory/i],
  [' on account of a security patch', /patch|security/i],
];
/** What merely happened near is no cause, though the narration names it. */
const CHANGE_NEARBY = ', because the configuration was changed';

export const falseCause: Corrupt = (line, { study }, random) => {
  if (!line.some((span) => span.fact)) return null;
  const { headline, points, next, notes } = study.narration;
  const all = [headline, ...points, ...next, ...notes].map(plainText).join('\n');
  const labels = study.sheet.facts.map((fact) => fact.label).join('\n');
  const nearby = /Configuration changed on/.test(all) && !/Undo the change/.test(all);
  const free = CAUSES.filter(([, stated]) => !stated.test(all) && !stated.test(labels)).map(([text]) => text);
  const cause = nearby && random.chance(0.4) ? CHANGE_NEARBY : free.length > 0 ? random.pick(free) : null;
  if (cause === null) return null;
  const last = line.at(-1)!;
  const isEnd = !last.fact && !last.entity && /[.]$/.test(last.text);
  const cut = isEnd ? [...line.slice(0, -1), { ...last, text: last.text.slice(0, -1) }] : line;
  if (last.quoted) return null;
  return { line: [...cut, { text: `${cause}.` }], what: cause };
};
