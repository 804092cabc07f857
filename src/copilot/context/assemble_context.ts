// Facts, surroundings and passages within one token budget, rendered in a fixed order; what does not fit is listed, never dropped silently.
import type { Subgraph } from '#src/graph/neighbourhood.ts';
import { hashOf } from '#src/lib/hash.ts';
import { cleanText } from '#src/lib/text.ts';
import type { Fact } from '#src/reports/facts.ts';
import type { AnswerContext, Source } from '../answer_types.ts';
import type { Passage } from '../parts.ts';
import { estimateTokens, SHARES } from '../prompt/token_budget.ts';

export interface ContextInput {
  readonly facts: readonly Fact[];
  readonly subgraph: Subgraph;
  readonly passages: readonly Passage[];
}

export interface AssembledContext extends AnswerContext {
  readonly sources: readonly Source[];
}

interface Section {
  readonly title: string;
  readonly lines: readonly string[];
  readonly budget: number;
}

export function assembleContext(input: ContextInput): AssembledContext {
  const leftOut: { item: string; reason: string }[] = [];
  const sections: Section[] = [
    { title: 'Facts', lines: input.facts.map(factLine), budget: SHARES.facts },
    { title: 'Surroundings', lines: input.subgraph.lines, budget: SHARES.graph },
    { title: 'Passages', lines: input.passages.map(passageText), budget: SHARES.documents },
  ];
  const text = sections.map((section) => renderSection(section, leftOut)).join('\n\n');
  leftOut.push(...input.subgraph.leftOut);
  return { text, hash: hashOf({ text, leftOut }), leftOut, sources: sourcesOf(input.passages) };
}

function renderSection(section: Section, leftOut: { item: string; reason: string }[]): string {
  const kept: string[] = [];
  let used = 0;
  for (const text of section.lines) {
    const cost = estimateTokens(text);
    if (used + cost > section.budget) {
      leftOut.push({
        item: `${section.title}: ${text.slice(0, 80)}`,
        reason: `over its share of ${section.budget} tokens`,
      });
      continue;
    }
    used += cost;
    kept.push(text);
  }
  return `## ${section.title}\n${kept.length > 0 ? kept.join('\n') : '(none)'}`;
}

function factLine(fact: Fact): string {
  return `{{${fact.id}}} = ${unfenced(fact.forms[0]!)} | ${unfenced(fact.label)} | about ${unfenced(fact.subject)} | ${fact.scope}`;
}

/** Names inside a label are data: they can neither open a fence nor begin a line. */
function unfenced(text: string): string {
  return cleanText(text).replace(/[<>{}]/g, ' ');
}

/** Text of documents is fenced: it is material to explain with, never an instruction. */
function passageText(passage: Passage): string {
  return `<passage title="${passage.source.title} > ${passage.source.heading}">\n${passage.text.replaceAll('</passage', ' ').trim()}\n</passage>`;
}

/** One source per page, in the order of relevance. */
function sourcesOf(passages: readonly Passage[]): Source[] {
  const seen = new Set<string>();
  return passages
    .map((passage) => passage.source)
    .filter((source) => !seen.has(source.url) && seen.add(source.url));
}
