// How much of a prompt each kind of context may fill.

/** Tokens per section: facts 45%, surroundings 25%, documents 20% of 8,000; the rest is the instructions. */
export const SHARES = { facts: 3600, graph: 2000, documents: 1600 } as const;

/** Four characters to a token: a fixed estimate, the same for every model. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
