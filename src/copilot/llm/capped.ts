// Counts what a model costs in the calendar month, and does not ask it once the month's cap is reached.
import { type Clock, systemClock } from '#src/lib/dates.ts';
import { UserError } from '#src/lib/errors.ts';
import { formatUsd, MICROS_PER_USD } from '#src/lib/money.ts';
import type { ModelSpend, Reservation } from '#src/store/state/model_spend.ts';
import { keptIfPossible } from '#src/store/state/statements.ts';
import type { Completion, ModelPrompt } from '../parts.ts';
import { failureOf, type Model, modelFailure } from './model.ts';
import { costOf, MOST_TOKENS } from './openai_compatible.ts';

export interface CapOptions {
  readonly spend: ModelSpend;
  /** US dollars per million tokens. */
  readonly prices: { readonly input: number; readonly output: number } | null;
  /** US dollars a month. */
  readonly capUsd: number | null;
  readonly clock?: Clock;
}

/** Nothing was written, so nothing is paid for. Of a request that was given up nobody knows: what was reserved for it stays counted. */
const UNPAID = new Set([
  'model_unreachable',
  'model_key',
  'model_unknown',
  'model_too_often',
  'model_fault',
  'model_refused_request',
  'model_redirects',
  'model_busy',
]);

export function capped(model: Model, { spend, prices, capUsd, clock = systemClock }: CapOptions): Model {
  const cap = capUsd === null ? null : Math.round(capUsd * MICROS_PER_USD);
  return {
    name: model.name,
    async complete(prompt, signal) {
      const month = clock().toISOString().slice(0, 7);
      const reserved: Reservation = { month, microUsd: prices ? costOf(mostTokens(prompt), prices) : 0 };
      const isReserved = reserve(spend, reserved, cap, model.name);
      try {
        const completion = await model.complete(prompt, signal);
        if (isReserved) settle(spend, reserved, completion);
        return completion;
      } catch (error) {
        const isUnpaid = error instanceof UserError && UNPAID.has(error.code);
        const microUsd = isUnpaid ? 0 : reserved.microUsd;
        if (isReserved)
          keptIfPossible(() => spend.settle(reserved, { inputTokens: 0, outputTokens: 0, microUsd }));
        throw error;
      }
    },
  };
}

/** False when it cannot be written down, which matters only where there is a cap. */
function reserve(spend: ModelSpend, wanted: Reservation, cap: number | null, name: string): boolean {
  let hasRoom = false;
  const isKept = keptIfPossible(() => {
    hasRoom = spend.reserve(wanted, cap);
  });
  if (!isKept && cap !== null) throw modelFailure(name, 'model_not_counted');
  if (isKept && !hasRoom) throw capReached(name, cap ?? 0, wanted.month);
  return isKept;
}

function settle(spend: ModelSpend, reserved: Reservation, { call }: Completion): void {
  const { inputTokens, outputTokens, microUsd } = call;
  const used = { inputTokens: inputTokens ?? 0, outputTokens: outputTokens ?? 0 };
  keptIfPossible(() => spend.settle(reserved, { ...used, microUsd: microUsd ?? reserved.microUsd }));
}

/** A token has more than two bytes of any text; two are assumed. */
function mostTokens({ system, user }: ModelPrompt): { inputTokens: number; outputTokens: number } {
  return { inputTokens: Math.ceil(Buffer.byteLength(system + user) / 2), outputTokens: MOST_TOKENS };
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function capReached(name: string, cap: number, month: string): UserError {
  const [year, number] = month.split('-');
  const said = `${MONTHS[Number(number) - 1]} ${year}`;
  return failureOf(
    'model_cap',
    `${name} was not asked: the cap of ${formatUsd(cap / MICROS_PER_USD)} for ${said} is reached.`,
  );
}
