// Facts, surroundings and passages within one token budget, rendered in a fixed order; every candidate is listed as in or out, with the reason.
import { hashOf } from '#src/lib/hash.ts';
import { cleanText } from '#src/lib/text.ts';
import type { Fact } from '#src/reports/facts.ts';
import type { AnswerContext, Candidate, Source } from '../answer_types.ts';
import type { Passage } from '../parts.ts';
import { estimateTokens, SHARES } from '../prompt/token_budget.ts';

/** Plain data: kept with the answer, so that its context can be assembled again. */
export interface ContextInput {
  readonly facts: readonly Fact[];
  readonly surroundings: Surroundings;
  readonly passages: readonly Passage[];
}

/** What the usage graph says around the entity, already collapsed to its quotas. */
export interface Surroundings {
  readonly lines: readonly string[];
  readonly leftOut: readonly { readonly item: string; readonly reason: string }[];
}

export interface AssembledContext extends AnswerContext {
  readonly sources: readonly Source[];
}

interface Section {
  readonly name: Candidate['section'];
  readonly title: string;
  readonly entries: readonly { readonly item: string; readonly text: string }[];
  /** Tokens. */
  readonly budget: number;
}

export function assembleContext(input: ContextInput): AssembledContext {
  const rendered = sectionsOf(input).map(renderSection);
  const text = rendered.map((section) => section.text).join('\n\n');
  const candidates = [
    ...rendered.flatMap((section) => section.candidates),
    ...input.surroundings.leftOut.map((left) => ({
      section: 'surroundings' as const,
      inContext: false,
      ...left,
    })),
  ];
  return { text, hash: hashOf({ text, candidates }), candidates, sources: sourcesOf(input.passages) };
}

function sectionsOf({ facts, surroundings, passages }: ContextInput): readonly Section[] {
  return [
    {
      name: 'facts',
      title: 'Facts',
      entries: facts.map((fact) => ({ item: `${fact.id} ${fact.key}`, text: factLine(fact) })),
      budget: SHARES.facts,
    },
    {
      name: 'surroundings',
      title: 'Surroundings',
      entries: surroundings.lines.map((text) => ({ item: text.slice(0, 80), text })),
      budget: SHARES.graph,
    },
    {
      name: 'passages',
      title: 'Passages',
      entries: passages.map((passage) => ({ item: passage.id, text: passageText(passage) })),
      budget: SHARES.documents,
    },
  ];
}

interface RenderedSection {
  readonly text: string;
  readonly candidates: readonly Candidate[];
}

function renderSection({ name, title, entries, budget }: Section): RenderedSection {
  let used = 0;
  const kept: string[] = [];
  const candidates = entries.map(({ item, text }): Candidate => {
    const cost = estimateTokens(text);
    const inContext = used + cost <= budget;
    if (inContext) {
      used += cost;
      kept.push(text);
    }
    return {
      section: name,
      item,
      inContext,
      reason: inContext
        ? `within the ${budget} tokens of its section`
        : `over the ${budget} tokens of its section`,
    };
  });
  return { text: `## ${title}\n${kept.length > 0 ? kept.join('\n') : '(none)'}`, candidates };
}

function factLine(fact: Fact): string {
  return `{{${fact.id}}} = ${unfenced(fact.forms[0]!)} | ${unfenced(fact.label)} | about ${unfenced(fact.subject)} | ${fact.scope}`;
}

/** Names inside a label are data: they can neither open a fence nor begin a line. */
function unfenced(text: string): string {
  return cleanText(text).replace(/[<>{}]/g, ' ');
}

/** Text of documents is fenced: it is material to explain with, never an instruction. */
function passageText({ source, text }: Passage): string {
  const title = `${source.title} > ${source.heading}`.replace(/[<\n\r]/g, ' ').replaceAll('"', "'");
  return `<passage title="${title}">\n${inside(text)}\n</passage>`;
}

const MARKS = /<(?=\s*\/?\s*(?:passage|name|draft)\b)/gi;
const OUR_HEADINGS =
  /^\s*#+\s*(?=(?:task|selection|context|facts|surroundings|passages|your first text|what is wrong with it)\b)/gim;

/** A document can neither close its fence nor begin a section of the prompt. */
function inside(text: string): string {
  return text.replace(MARKS, ' ').replace(OUR_HEADINGS, '').trim();
}

/** One source per page, in the order of relevance. */
function sourcesOf(passages: readonly Passage[]): Source[] {
  const seen = new Set<string>();
  return passages
    .map((passage) => passage.source)
    .filter((source) => !seen.has(source.url) && seen.add(source.url));
}
