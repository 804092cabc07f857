// What the app and its query process say to each other.
import { UserError } from '#src/lib/errors.ts';
import type { SqlStatement } from '../sql_file.ts';
import type { SourceProfile, SqlParams } from '../usage_source.ts';

export type QueryRequest =
  | {
      readonly id: number;
      readonly kind: 'query';
      readonly statement: SqlStatement;
      readonly params: SqlParams;
    }
  | { readonly id: number; readonly kind: 'profile' };

export type QueryReply =
  | { readonly id: number; readonly rows: readonly unknown[] }
  | { readonly id: number; readonly profile: SourceProfile }
  | { readonly id: number; readonly failure: Failure };

/** An error that has crossed the process boundary. */
export interface Failure {
  readonly message: string;
  readonly stack?: string | undefined;
  readonly user?: {
    readonly code: string;
    readonly kept?: string | undefined;
    readonly next?: string | undefined;
  };
}

export function toFailure(error: unknown): Failure {
  if (error instanceof UserError) {
    return { message: error.message, user: { code: error.code, kept: error.kept, next: error.next } };
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { message, stack };
}

export function fromFailure({ message, stack, user }: Failure): Error {
  if (!user) return Object.assign(new Error(message), stack ? { stack } : {});
  const { code, kept, next } = user;
  return new UserError({ message, code, ...(kept ? { kept } : {}), ...(next ? { next } : {}) });
}
