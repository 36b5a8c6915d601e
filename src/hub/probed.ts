import type { AnswerHeaders } from './exchange.ts';

/** An answer as it came, also a refusal. */
export interface ProbedAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** What the body holds; `undefined` where it is no JSON. */
  readonly json: unknown;
  /** What the Hub says about a refusal, safe to show; `null` when it says nothing. */
  readonly said: string | null;
  /** Milliseconds since 1970, between the last try and its answer. */
  readonly at: number;
  readonly durationMs: number;
}

/** A question and what came of it. */
export type Probed = ProbedAnswer | { readonly kind: 'lost'; readonly message: string };
