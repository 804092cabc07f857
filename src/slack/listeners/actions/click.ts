// A click as listeners read it: what was pressed or chosen, and what it carries.

export interface Click {
  readonly action: string;
  readonly block: string;
  /** A button's value or the value of the chosen option. */
  readonly value: string;
}
