// Whether somebody has just pressed something: then what comes next is the answer, and belongs into view wherever the page stands.

/** Longer than any answer takes without a model. */
const awaitedMs = 15_000;
let until = 0;

export function awaitAnswer(): void {
  until = Date.now() + awaitedMs;
}

export function isAwaited(): boolean {
  return Date.now() < until;
}
