// What an answer needs from outside: the data, the documents, a writer, a clock. Passed in, never imported.
import type { Clock } from '#src/lib/dates.ts';
import type { ReportSettings } from '#src/reports/report.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import type { Source } from './answer_types.ts';

export interface Passage {
  readonly id: string;
  readonly text: string;
  readonly source: Source;
}

/** Finds passages of the documentation corpus for a chip's fixed query. */
export interface Library {
  search(query: string, count: number): Promise<readonly Passage[]>;
}

export interface ModelPrompt {
  readonly system: string;
  readonly user: string;
}

/** What was asked for and what it took: kept with the answer. */
export interface ModelCall {
  /** Of prompt, model, address and parameters: an equal request is not paid twice. */
  readonly requestHash: string;
  readonly parameters: Readonly<Record<string, string | number>>;
  /** null: the provider did not say. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** null: no prices are set, or the tokens are not known. */
  readonly microUsd: number | null;
  /** An equal request was answered before; nothing was paid for this one. */
  readonly cached: boolean;
  /** Names that left masked. */
  readonly masked: number;
}

export interface Completion {
  readonly text: string;
  /** Why the text may not be used, a sentence; null when it may. */
  readonly unusable: string | null;
  readonly call: ModelCall;
}

/** Writes the explanation. Absent: the deterministic narration is the answer. */
export interface LanguageModel {
  readonly name: string;
  /** Throws a UserError whose message says in a sentence why there is no text; the narration is sent then. A bare text is a completion that cost nothing. */
  complete(prompt: ModelPrompt, signal?: AbortSignal): Promise<Completion | string>;
}

export interface Parts {
  readonly source: UsageSource;
  readonly library: Library;
  readonly model: LanguageModel | null;
  readonly settings: ReportSettings;
  readonly clock: Clock;
}
