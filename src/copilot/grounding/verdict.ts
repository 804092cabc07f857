// A statement of a text that cannot be shown to be true, and why.

export type ViolationKind =
  | 'digit'
  | 'unit'
  | 'subject'
  | 'entity'
  | 'direction'
  | 'rank'
  | 'number_word'
  | 'date'
  | 'cause'
  | 'address';

export interface Violation {
  readonly kind: ViolationKind;
  /** The words at fault, as they stand in the text. */
  readonly text: string;
  readonly sentence: string;
  /** For the model that may try again, and for the reader of the trace. */
  readonly why: string;
}
