import { type CheckedExchange, type Described, describedBy } from '../descriptions/check.ts';
import own from '../descriptions/github.json' with { type: 'json' };
import { theirDescription } from '../descriptions/theirs.ts';

export type { CheckedExchange };

const theirs = theirDescription('github-openapi.json');
const refusal = own.components.schemas.Error;

/** GitHub as the project describes it, and, where a folder is named, as GitHub itself does. */
export const githubDescriptions: { readonly own: Described; readonly theirs: Described | null } = {
  own: describedBy(own, refusal),
  theirs: theirs === null ? null : describedBy(theirs, refusal),
};

/** For names of tests. */
export const comparedWith: string =
  theirs === null ? 'as described' : "as described, and as GitHub's own description has it";

/** The path of GraphQL, which descriptions of the REST API leave out. */
export const graphqlPath = '/graphql';

/** What is wrong with an exchange with GitHub: nothing gives an empty list. */
export function checkExchange(exchange: CheckedExchange): readonly string[] {
  const theirProblems = exchange.path === graphqlPath ? [] : githubDescriptions.theirs?.check(exchange);
  return [...githubDescriptions.own.check(exchange), ...(theirProblems ?? [])];
}
