// What a process and the warm process it keeps say to each other, and how the warm one answers.
import { type Failure, toFailure } from './process_failure.ts';

export interface Request<Asked> {
  readonly id: number;
  readonly asked: Asked;
}

export type Reply<Answer> =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly kind: 'failure'; readonly id: number; readonly failure: Failure };

/** For the entry of a warm process: answers whatever it is asked, until the process that asks is gone. */
export function answerRequests<Asked, Answer>(handle: (asked: Asked) => Promise<Answer>): void {
  const send = (reply: Reply<Answer>) => process.send?.(reply, undefined, undefined, () => {});
  process.on('message', ({ id, asked }: Request<Asked>) => {
    handle(asked).then(
      (answer) => send({ kind: 'answer', id, answer }),
      (error: unknown) => send({ kind: 'failure', id, failure: toFailure(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
  // Ctrl-C reaches the whole process group; the parent decides when work ends.
  process.on('SIGINT', () => {});
  send({ kind: 'ready' });
}
