// Merges several rankings into one without comparing their scores: reciprocal rank fusion (Cormack et al. 2009).

/** The constant of the original paper; it keeps one first place from outweighing two good places. */
const RRF_K = 60;

export interface FusedItem {
  readonly item: number;
  /** Sum of 1 / (60 + rank), rounded to 6 decimals. */
  readonly score: number;
}

/** Best first; ties by item number. Each ranking lists items best first, each at most once. */
export function fuseRankings(rankings: readonly (readonly number[])[]): FusedItem[] {
  const scores = new Map<number, number>();
  for (const ranking of rankings) {
    ranking.forEach((item, i) => {
      scores.set(item, (scores.get(item) ?? 0) + 1 / (RRF_K + i + 1));
    });
  }
  return [...scores]
    .map(([item, score]) => ({ item, score: Math.round(score * 1e6) / 1e6 }))
    .sort((a, b) => b.score - a.score || a.item - b.item);
}
