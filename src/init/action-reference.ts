/** The action that the workflow uses. */
export interface ActionReference {
  /** `OWNER/REPO@REF`, or `OWNER/REPO/FOLDER@REF`. */
  readonly uses: string;
  /** `OWNER/REPO`. */
  readonly repository: string;
  readonly ref: string;
  /** What stands in the comment beside it, such as `v1.2.3`; Dependabot reads and updates it. `null` when unknown. */
  readonly version: string | null;
  /** Whether `ref` is a full commit SHA, which nobody can move. */
  readonly pinned: boolean;
}

const form = /^([\w.-]+\/[\w.-]+)((?:\/[\w.-]+)*)@([\w.-]+(?:\/[\w.-]+)*)(?:\s*#\s*([\w.+-]+))?$/;

/**
 * Reads `OWNER/REPO@REF`, with or without ` # VERSION` behind it, as it stands in a workflow.
 *
 * @returns `null` for anything else, among it a folder of the repository itself (`./`)
 */
export function parseActionReference(text: string): ActionReference | null {
  const [, repository, folder = '', ref, version] = form.exec(text.trim()) ?? [];
  if (repository === undefined || ref === undefined) return null;
  if (`${repository}${folder}`.split('/').some((part) => /^\.+$/.test(part))) return null;
  return {
    uses: `${repository}${folder}@${ref}`,
    repository,
    ref,
    version: version ?? null,
    pinned: /^[0-9a-f]{40}$/.test(ref),
  };
}

/**
 * As {@link parseActionReference}, and reads `OWNER/REPO` alone, which stands for the tag of a version.
 *
 * @param version such as `1.2.3`
 */
export function actionIn(text: string, version: string): ActionReference | null {
  return parseActionReference(text.includes('@') ? text : `${text.trim()}@v${version}`);
}

/**
 * What is written when no action is named. This version was made before a release was published, so it cannot know
 * one: the place holder has the form that is wanted, and a run with it fails at once and says what it did not find.
 */
export const placeholderAction: ActionReference = {
  uses: `OWNER/hf-groups@${'0'.repeat(40)}`,
  repository: 'OWNER/hf-groups',
  ref: '0'.repeat(40),
  version: 'v1',
  pinned: true,
};

/** `OWNER/REPO@REF # VERSION`, as it stands behind `uses:`. */
export function usesText({ uses, version }: ActionReference): string {
  return version === null ? uses : `${uses} # ${version}`;
}
