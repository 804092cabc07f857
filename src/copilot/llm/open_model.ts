// The model that was configured, in its layers: names masked, equal requests remembered, money counted, a few at a time.
import type { Clock } from '#src/lib/dates.ts';
import { UserError } from '#src/lib/errors.ts';
import type { ModelOutputs } from '#src/store/state/model_outputs.ts';
import type { ModelSpend } from '#src/store/state/model_spend.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { accountWords } from './account_words.ts';
import { cached } from './cached.ts';
import { capped } from './capped.ts';
import { limited } from './limited.ts';
import { masked } from './masked.ts';
import type { Model } from './model.ts';
import { identityOf, type ModelOptions, openAiCompatible } from './openai_compatible.ts';

/** The part of state.db models need. */
export interface ModelStore {
  readonly modelOutputs: ModelOutputs;
  readonly modelSpend: ModelSpend;
}

export interface OpenModelOptions extends Omit<ModelOptions, 'clock'> {
  /** US dollars a month. */
  readonly capUsd?: number | null;
  readonly anonymize?: boolean;
}

/** Throws UserError 'bad_setting' when a cap is wanted where nothing can be counted. */
export function openModel(
  options: OpenModelOptions,
  source: UsageSource,
  state: ModelStore | null,
  clock: Clock,
): Model {
  const { capUsd = null, prices = null, anonymize = false } = options;
  if (capUsd !== null && (!state || !prices)) throw uncounted();
  const asked = limited(openAiCompatible({ ...options, clock }));
  const counted = state ? capped(asked, { spend: state.modelSpend, prices, capUsd, clock }) : asked;
  const remembered = state ? cached(counted, state.modelOutputs, identityOf(options)) : counted;
  return anonymize ? masked(remembered, () => accountWords(source)) : remembered;
}

function uncounted(): UserError {
  return new UserError({
    code: 'bad_setting',
    message: 'A monthly cap is set, but what the model costs cannot be counted.',
    next: 'Set both prices, and STATE_DB to a place that can be written to, or leave LLM_MONTHLY_CAP_USD unset.',
  });
}
