import { routeText } from '../hub/route.ts';
import type { Finding } from '../model/doctor.ts';
import { count } from '../text/count.ts';
import { named } from '../text/named.ts';
import { namedFile } from '../text/shown.ts';
import type { Facts } from './facts.ts';
import { check } from './finding.ts';

/** The oldest Node.js that is supported, and the newest of which anything is known. */
const oldestNode = [20, 19] as const;
const newestNode = 26;

/** What the machine says, before anything is asked of the Hub. */
export function checkMachine(facts: Facts): readonly Finding[] {
  return [
    checkNode(facts),
    checkFiles(facts),
    checkToken(facts),
    checkEndpoint(facts),
    checkProxy(facts),
    checkCertificates(facts),
  ];
}

function checkNode({ node }: Facts): Finding {
  const { ok, warn, fail } = check('node');
  const [major = 0, minor = 0] = node.split('.').map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    return fail(
      `Node.js ${node} is too old`,
      'Install Node.js 20.19 or later: 20, 22, 24 and 26 are supported.',
    );
  }
  return major % 2 === 1 || major > newestNode
    ? warn(
        `Node.js ${node} is none that is supported`,
        'Use Node.js 20, 22, 24 or 26 where something looks odd.',
      )
    : ok(`Node.js ${node}`);
}

function checkFiles({ files, organization }: Facts): Finding {
  const { ok, warn, fail, unknown, trouble } = check('files');
  switch (files.kind) {
    case 'trouble':
      return trouble(files);
    case 'none':
      return unknown(
        'There is no configuration here',
        'Write a first one with `hf-groups import ORG -o groups.yaml`, or name it with --file.',
      );
    case 'invalid':
      return fail(
        `${count(files.errors, 'error')} in ${namesOf(files)}`,
        'See them with `hf-groups validate`.',
      );
    case 'valid': {
      const { organization: declared, groups } = files.configuration;
      const found = `${namesOf(files)}: ${named(declared)}, ${count(groups.length, 'group')}`;
      if (organization !== null && declared.toLowerCase() !== organization.toLowerCase()) {
        return warn(
          `${found}, while ${named(organization)} is asked about`,
          'Leave the name out to look at the organization of the files, or name its files with --file.',
        );
      }
      return files.warnings === 0
        ? ok(found)
        : warn(`${found}, with ${count(files.warnings, 'warning')}`, 'See them with `hf-groups validate`.');
    }
  }
}

/** Each by itself: quoted together they would read as one file. */
function namesOf({ names }: { readonly names: readonly string[] }): string {
  return names.map(namedFile).join(', ');
}

function checkToken({ token }: Facts): Finding {
  const { ok, trouble } = check('token-source');
  return token.kind === 'trouble' ? trouble(token) : ok(`The token comes from ${named(token.from)}`);
}

function checkEndpoint({ endpoint }: Facts): Finding {
  const { ok, trouble } = check('endpoint');
  return endpoint.kind === 'trouble' ? trouble(endpoint) : ok(`${endpoint.url}, from ${endpoint.from}`);
}

function checkProxy({ route }: Facts): Finding {
  const { ok, unknown, trouble } = check('proxy');
  if (route === null) return unknown('Without an endpoint there is no way to it');
  return route.kind === 'trouble' ? trouble(route) : ok(`The Hub is asked ${routeText(route)}`);
}

function checkCertificates({ certificates: { file, readable, unverified } }: Facts): Finding {
  const { ok, fail } = check('certificates');
  if (unverified) {
    return fail(
      'NODE_TLS_REJECT_UNAUTHORIZED=0: no certificate is verified, and whoever is in between can read the token',
      'Unset it. Where the network has an authority of its own, name it with NODE_EXTRA_CA_CERTS.',
    );
  }
  if (file === null) return ok('The authorities that Node.js brings are trusted, and no others');
  return readable
    ? ok(`The authorities in ${named(file)} are trusted as well (NODE_EXTRA_CA_CERTS)`)
    : fail(
        `NODE_EXTRA_CA_CERTS names ${named(file)}, which cannot be read`,
        'Name a file in PEM, with its whole path: Node.js passes over one that it cannot read.',
      );
}
