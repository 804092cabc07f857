// What models cost in each month, counted in one place by every process that asks one.
import type { Statements } from './statements.ts';

export interface MonthSpend {
  /** 'YYYY-MM', UTC. */
  readonly month: string;
  readonly calls: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly micro_usd: number;
}

export interface Reservation {
  readonly month: string;
  /** The most the call can come to, in micro-dollars. */
  readonly microUsd: number;
}

export interface CallUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly microUsd: number;
}

export interface ModelSpend {
  /** False when the month has no room for it; `capMicroUsd` null: there is no cap. */
  reserve(reservation: Reservation, capMicroUsd: number | null): boolean;
  settle(reservation: Reservation, used: CallUsage): void;
  of(month: string): MonthSpend | undefined;
}

export function createModelSpend(statements: Statements): ModelSpend {
  return {
    reserve: ({ month, microUsd }, cap) =>
      statements.get('model_spend_reserve', { month, micro_usd: microUsd, cap }) !== undefined,
    settle: ({ month, microUsd }, used) =>
      void statements.run('model_spend_settle', {
        month,
        input_tokens: used.inputTokens,
        output_tokens: used.outputTokens,
        micro_usd_change: used.microUsd - microUsd,
      }),
    of: (month) => statements.get<MonthSpend>('model_spend_get', { month }),
  };
}
