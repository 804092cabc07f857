// What can be made to go wrong on purpose: the next calls of a method fail, wait, or an envelope comes twice.
import type { JsonObject } from './protocol.ts';

export interface Fault {
  /** Slack's error word; `ratelimited` goes out as 429 with Retry-After. Absent: the call only waits. */
  readonly error?: string;
  /** Beside the error, for example `response_metadata`. */
  readonly extra?: JsonObject;
  readonly delayMs?: number;
  readonly retryAfterS?: number;
  /** How many calls; one unless said otherwise. */
  readonly times?: number;
  /** Only calls with such arguments. */
  readonly when?: (args: JsonObject) => boolean;
}

export interface Faults {
  /** `method` is a Web API method, or `upload` for the bytes of a file. */
  next(method: string, fault: Fault): void;
  /** The next n envelopes are delivered a second time, as Slack does when an ack got lost. */
  deliverTwice(times: number): void;
  clear(): void;
}

export interface FaultBook extends Faults {
  take(method: string, args: JsonObject): Fault | undefined;
  takeSecondDelivery(): boolean;
}

export function makeFaults(): FaultBook {
  let planned: { method: string; fault: Fault; left: number }[] = [];
  let twice = 0;
  return {
    next: (method, fault) => {
      planned.push({ method, fault, left: fault.times ?? 1 });
    },
    deliverTwice: (times) => {
      twice = times;
    },
    clear: () => {
      planned = [];
      twice = 0;
    },
    take: (method, args) => {
      const plan = planned.find((p) => p.method === method && p.left > 0 && (p.fault.when?.(args) ?? true));
      if (plan) plan.left -= 1;
      return plan?.fault;
    },
    takeSecondDelivery: () => {
      twice -= 1;
      return twice >= 0;
    },
  };
}
