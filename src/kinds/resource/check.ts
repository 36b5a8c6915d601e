import type { Configuration } from '../../config/declaration.ts';
import { diagnose } from '../../diagnostics/diagnose.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { quoted } from '../../text/named.ts';
import { sourceOf } from '../../text/source-file.ts';
import { visible } from '../../text/visible.ts';
import { allDeclared, type Declaration, type DeclaredResource } from './declared.ts';
import { namespaceOf } from './resource-name.ts';

/** What is wrong with declared resources, as far as the files tell: one in two groups, one of somebody else. */
export function checkResources(configuration: Configuration): readonly Diagnostic[] {
  const first = new Map<string, Declaration>();
  const found: Diagnostic[] = [];
  for (const one of allDeclared(configuration)) {
    const { resource } = one;
    const known = first.get(resource.key);
    if (known === undefined) {
      first.set(resource.key, one);
      found.push(...ofSomebodyElse(resource, configuration.organization));
    } else found.push(declaredTwice(known, resource));
  }
  return found;
}

function declaredTwice(known: Declaration, again: DeclaredResource): Diagnostic {
  const { file, line } = sourceOf(known.resource.place);
  const where = `in ${quoted(known.group.name)} (${visible(file)}:${line})`;
  const message = `The ${again.type} \`${visible(again.name)}\` is declared ${where} already`;
  return diagnose(
    'duplicate-resource',
    again.place,
    message,
    'A resource is in one group at most: keep one of the two.',
  );
}

function ofSomebodyElse(resource: DeclaredResource, organization: string): readonly Diagnostic[] {
  const namespace = namespaceOf(resource);
  if (namespace.toLowerCase() === organization.toLowerCase()) return [];
  const message = `The ${resource.type} \`${visible(resource.name)}\` belongs to \`${visible(namespace)}\`, not to \`${visible(organization)}\``;
  const hint = 'Only what belongs to the organization can be in its groups: mend the name, or take it out.';
  return [diagnose('other-namespace', resource.place, message, hint)];
}
