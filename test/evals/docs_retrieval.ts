// Measures the documentation search on labelled questions: how often a right page is first, among the first 3 and first 8.
// Read the figures as optimistic: whoever wrote the questions wrote the pages after them. One question is 1.25 points,
// so differences below about 0.03 mean nothing. Looked at before settling: how the glossary widens a question (all terms,
// only words that are not the term, the term alone, a second pair of rankings); all within 0.02 of each other.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { DocsIndex } from '#src/docs/docs_index.ts';
import { type SearchOptions, searchDocs } from '#src/docs/search_docs.ts';

const questionsSchema = z.object({
  questions: z.array(
    z.strictObject({
      kind: z.enum(['lexical', 'paraphrase']),
      text: z.string().min(1),
      pages: z.array(z.string()).min(1),
    }),
  ),
});
export type LabelledQuestion = z.infer<typeof questionsSchema>['questions'][number];

export interface RetrievalRow {
  readonly method: string;
  readonly questions: string;
  readonly count: number;
  readonly hitAt1: number;
  readonly hitAt3: number;
  readonly hitAt8: number;
  /** Mean of 1 / rank of the first right passage among 8; 0 when there is none. */
  readonly meanReciprocalRank: number;
}

const METHODS: Readonly<Record<string, NonNullable<SearchOptions['using']>>> = {
  'keywords only': { vectors: false, glossary: false },
  'vectors only': { keywords: false, glossary: false },
  fused: { glossary: false },
  'fused + glossary': {},
};

export function readQuestions(): LabelledQuestion[] {
  const file = path.join(import.meta.dirname, 'docs_questions.yaml');
  return questionsSchema.parse(parse(readFileSync(file, 'utf8'))).questions;
}

/** Twelve rows: four methods, each on all questions, the lexical ones and the paraphrases. */
export async function evaluateDocsRetrieval(
  index: DocsIndex,
  questions: readonly LabelledQuestion[] = readQuestions(),
): Promise<RetrievalRow[]> {
  const rows: RetrievalRow[] = [];
  for (const [method, using] of Object.entries(METHODS)) {
    const ranks = await Promise.all(questions.map((question) => rankOf(index, question, using)));
    for (const kind of ['all', 'lexical', 'paraphrase']) {
      const chosen = ranks.filter((_, i) => kind === 'all' || questions[i]!.kind === kind);
      rows.push({ method, questions: kind, ...summarize(chosen) });
    }
  }
  return rows;
}

/** Rank of the first right passage among 8, from 1; 0 when there is none. */
export async function rankOf(
  index: DocsIndex,
  question: LabelledQuestion,
  using: SearchOptions['using'] = {},
): Promise<number> {
  const passages = await searchDocs(index, question.text, { k: 8, using });
  return passages.findIndex((passage) => question.pages.includes(passage.slug)) + 1;
}

function summarize(ranks: readonly number[]): Omit<RetrievalRow, 'method' | 'questions'> {
  const share = (good: (rank: number) => boolean) => round(ranks.filter(good).length / ranks.length);
  const reciprocal = ranks.map((rank) => (rank === 0 ? 0 : 1 / rank));
  return {
    count: ranks.length,
    hitAt1: share((rank) => rank === 1),
    hitAt3: share((rank) => rank >= 1 && rank <= 3),
    hitAt8: share((rank) => rank >= 1),
    meanReciprocalRank: round(reciprocal.reduce((total, value) => total + value, 0) / ranks.length),
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
