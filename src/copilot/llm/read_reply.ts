// What a chat model's reply says, once it is known to be one: its text, why it cannot be used, the tokens it took.
import { z } from 'zod';

const count = z.number().int().nonnegative().max(1e12);

const schema = z.object({
  choices: z.array(
    z.object({
      finish_reason: z.string().nullish().catch(null),
      message: z.object({
        content: z.string().nullish().catch(null),
        refusal: z.string().nullish().catch(null),
      }),
    }),
  ),
  usage: z
    .object({
      prompt_tokens: count,
      completion_tokens: count,
      total_tokens: count.optional().catch(undefined),
    })
    .nullish()
    .catch(null),
});

export interface Reply {
  readonly text: string;
  readonly unusable: 'refused' | 'cut_off' | null;
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number } | null;
}

const REFUSAL =
  /^\W*(?:(?:i['’]?m|i am) (?:really |very )?(?:sorry|unable|not able)|sorry\b|i (?:can(?:['’]t|not| not)|won['’]t|will not|must decline)|as an ai\b|unfortunately,? i\b)/i;

/** null when it is no reply of a chat model. */
export function readReply(json: unknown): Reply | null {
  const parsed = schema.safeParse(json);
  if (!parsed.success) return null;
  const choice = parsed.data.choices[0];
  const text = choice?.message.content ?? '';
  return { text, unusable: unusable(choice, text), usage: usageOf(parsed.data.usage) };
}

type Choice = z.infer<typeof schema>['choices'][number];

function unusable(choice: Choice | undefined, text: string): Reply['unusable'] {
  if (choice?.message.refusal || choice?.finish_reason === 'content_filter') return 'refused';
  if (choice?.finish_reason === 'length') return 'cut_off';
  return REFUSAL.test(text) ? 'refused' : null;
}

/** Some providers leave thought out of the completion's tokens, but not out of the total. */
function usageOf(usage: z.infer<typeof schema>['usage']): Reply['usage'] {
  if (!usage) return null;
  const { prompt_tokens: inputTokens, completion_tokens, total_tokens = 0 } = usage;
  return { inputTokens, outputTokens: Math.max(completion_tokens, total_tokens - inputTokens) };
}
