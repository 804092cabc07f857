// Who may look behind an answer: debug details show SQL, prompts and whatever the data hold.

export interface Access {
  mayDebug(userId: string): boolean;
}

/** null: everyone may. */
export function createAccess(admins: readonly string[] | null): Access {
  return { mayDebug: (userId) => admins === null || admins.includes(userId) };
}
