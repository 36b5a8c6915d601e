import type { Actor } from '../../apply/stage.ts';
import type { AnswerBody } from './claims.ts';

/** What a client was answered to the writes that the Hub called done, by the ids of the requests. */
export class Hearing {
  readonly #answers = new Map<string, AnswerBody>();

  /** The same client, listened to. */
  of(actor: Actor): Actor {
    const { hub } = actor;
    const send: typeof hub.send = async (write) => {
      const outcome = await hub.send(write);
      if (outcome.kind === 'done' && outcome.requestId !== null)
        this.#answers.set(outcome.requestId, outcome.body);
      return outcome;
    };
    return { ...actor, hub: { ...hub, send } };
  }

  /** The answer to a request; `undefined` where none came whole that said it was done. */
  answerTo({ requestId }: { readonly requestId: string }): AnswerBody | undefined {
    return this.#answers.get(requestId);
  }
}
