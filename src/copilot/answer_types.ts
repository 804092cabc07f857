// The data an answer is made of, from the click to the trace.
import type { EntityRef, Fact } from '#src/reports/facts.ts';
import type { Line } from '#src/reports/line.ts';
import type { EntityType } from '#src/reports/report.ts';
import type { SqlParams } from '#src/store/usage_source.ts';
import type { Surroundings } from './context/assemble_context.ts';
import type { Violation } from './grounding/verdict.ts';
import type { ModelCall, Passage } from './parts.ts';
import type { PromptInput } from './prompt/build_prompt.ts';
import type { Selection } from './selection/selection.ts';

export type Lane = 'understand' | 'diagnose' | 'optimize' | 'monitor';

export interface ChipView {
  readonly id: string;
  readonly lane: Lane;
  readonly label: string;
}

/** What is written in the thread: a headline, points, a next step, remarks. Blocks, terminal and prompts render it. */
export interface Draft {
  readonly headline: Line;
  readonly points: readonly Line[];
  readonly next: readonly Line[];
  readonly notes: readonly Line[];
}

export interface Source {
  readonly title: string;
  readonly url: string;
  /** 'YYYY-MM-DD' */
  readonly checked: string;
  readonly heading: string;
  /** The page itself was opened; otherwise only its address is known. */
  readonly confirmed: boolean;
}

export interface SqlRun {
  readonly name: string;
  readonly text: string;
  readonly params: SqlParams;
  readonly rowCount: number;
  readonly ms: number;
  /** The first few, to see what the statement found. */
  readonly firstRows: readonly unknown[];
}

export interface Prompt {
  readonly system: string;
  readonly user: string;
  readonly hash: string;
}

export interface AnswerContext {
  readonly text: string;
  readonly hash: string;
  /** Everything that could have been shown to a writer, and whether it was. */
  readonly candidates: readonly Candidate[];
}

export interface Candidate {
  readonly section: 'facts' | 'surroundings' | 'passages';
  /** A fact's id and key, the beginning of a line, a passage's id. */
  readonly item: string;
  readonly inContext: boolean;
  readonly reason: string;
}

/** Everything behind one answer. Timings, and whether a model had to be paid again, are all that differs between two equal clicks. */
export interface Trace {
  readonly chip: string;
  readonly template: string;
  readonly selection: Selection;
  readonly reportHash: string;
  readonly prompt: Prompt;
  readonly context: AnswerContext;
  /** With the facts, all a prompt is built from: enough to build it again. */
  readonly promptInput: PromptInput;
  readonly surroundings: Surroundings;
  readonly passages: readonly Passage[];
  readonly facts: readonly Fact[];
  readonly sql: readonly SqlRun[];
  readonly model: string;
  readonly modelOutput: string | null;
  readonly modelCalls: readonly ModelCall[];
  readonly verdict: Verdict;
  readonly timings: Readonly<Record<string, number>>;
}

export interface Verdict {
  readonly verified: number;
  readonly total: number;
  /** Figures of a model's text that are no fact; the narration was sent instead when any. */
  readonly rejected: readonly string[];
  /** Each statement that could not be shown to be true, and why. */
  readonly violations: readonly Violation[];
}

export interface Answer {
  readonly chip: ChipView;
  readonly selection: Selection;
  readonly subject: { readonly ref: EntityRef; readonly name: string };
  readonly draft: Draft;
  /** The same as plain text. */
  readonly text: string;
  readonly applicable: boolean;
  /** Said when a model was configured but its text was not used. */
  readonly withheld: string | null;
  readonly verdict: Verdict;
  readonly sources: readonly Source[];
  readonly template: string;
  readonly hash: string;
  /** 'no model' or the model's name. */
  readonly model: string;
  readonly asOf: string;
  readonly trace: Trace;
}

/** A selected entity as its card shows it. */
export interface Card {
  readonly selection: Selection;
  readonly entity: { readonly ref: EntityRef; readonly type: EntityType; readonly name: string };
  /** 'job in Prod · Finance (from its tag) · daily at 02:00 · feeds 3 jobs' */
  readonly subtitle: Line;
  /** Headline figures, a line each. */
  readonly figures: readonly Line[];
  readonly chips: readonly ChipView[];
  /** Entities one step on, in groups: 'Runs', 'Users', 'Queries'. */
  readonly drills: readonly DrillGroup[];
  readonly openUrl: string | null;
  readonly asOf: string;
}

export interface DrillGroup {
  readonly label: string;
  readonly entries: readonly { readonly ref: EntityRef; readonly name: string; readonly note: string }[];
}

/** A digest as data: changes first. */
export interface Digest {
  readonly title: string;
  readonly headline: Line;
  readonly changes: readonly DigestChange[];
  /** 'Nine other checks ran, nothing material.' */
  readonly footer: Line;
  readonly quiet: boolean;
  readonly asOf: string;
  readonly costBasis: string;
  readonly hash: string;
}

export interface DigestChange {
  readonly kind: 'up' | 'down' | 'new' | 'gone';
  readonly line: Line;
  readonly selection: Selection;
  /** Chip offered beside it. */
  readonly chip: ChipView;
}
