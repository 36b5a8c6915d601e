import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProjectFile, root } from './pages.ts';

/** What reaches outside: Node's modules for files, processes and sockets, the HTTP client, the process itself. */
const outside =
  /from '(?:node:(?:fs|fs\/promises|child_process|http|https|net|tls)|undici|@actions\/\w+|octokit)'|\bprocess\.(?:env|argv|exit|on|stdout|stderr|stdin|kill)\b/;

describe('where the side effects are', () => {
  const page = readProjectFile('docs/architecture.md');
  const [, section = ''] = page.split('## Where the side effects are');
  const listed = [...(section.split('\n## ')[0] ?? '').matchAll(/`(src\/[\w./*-]+)`/g)].map(
    ([, name = '']) => name,
  );
  const touching = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => `src/${name.split(path.sep).join('/')}`)
    .filter((name) => name.endsWith('.ts') && outside.test(withoutTypes(readProjectFile(name))));

  it('is said of every module that reaches outside', () => {
    expect(touching).toContain('src/hub/dispatcher.ts');
    expect(touching.filter((name) => !listed.some((pattern) => fits(name, pattern)))).toEqual([]);
  });

  it('names nothing that does not', () => {
    expect(listed.length).toBeGreaterThan(8);
    expect(listed.filter((pattern) => !touching.some((name) => fits(name, pattern)))).toEqual([]);
  });
});

/** An import of types alone reaches nothing, and a comment neither. */
function withoutTypes(text: string): string {
  return text.replace(/^import type .*$/gm, '').replace(/\/\*\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}

function fits(name: string, pattern: string): boolean {
  return pattern.endsWith('/*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
