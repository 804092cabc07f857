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

/** Writes the explanation. Absent: the deterministic narration is the answer. */
export interface LanguageModel {
  readonly name: string;
  /** Throws on time-out, refusal or transport failure; the narration is sent then. */
  complete(prompt: { system: string; user: string }): Promise<string>;
}

export interface Parts {
  readonly source: UsageSource;
  readonly library: Library;
  readonly model: LanguageModel | null;
  readonly settings: ReportSettings;
  readonly clock: Clock;
}
