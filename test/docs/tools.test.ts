import { describe, expect, it } from 'vitest';
import { readAnsi } from '../../scripts/docs/ansi.ts';
import { anchorsIn, fencesIn, linksIn, slugOf } from '../../scripts/docs/markdown.ts';
import { svgOf } from '../../scripts/docs/picture.ts';
import { refreshTranscripts } from '../../scripts/docs/transcript.ts';
import { shellLine } from '../../scripts/docs/words.ts';
import { readProjectFile, root } from './pages.ts';

describe('Markdown', () => {
  it.each([
    ['Exit codes', 'exit-codes'],
    ['`guards.max_removals`', 'guardsmax_removals'],
    ['The token’s user', 'the-tokens-user'],
    ['A [link](x.md) & more', 'a-link--more'],
  ])('the heading %s has the anchor %s', (title, slug) => {
    expect(slugOf(title)).toBe(slug);
  });

  it('counts repeated headings, and leaves fenced blocks out', () => {
    expect(anchorsIn('# A\n## A\n```\n# B\n```\n<a id="c"></a>')).toEqual(['a', 'a-1', 'c']);
    expect(linksIn('[a](b) `[c](d)`\n```\n[e](f)\n```\n![g](h.svg)')).toEqual(['b', 'h.svg']);
  });

  it('does not take a block that is never closed', () => {
    expect(() => fencesIn('a\n```sh\nb')).toThrow('line 2');
  });
});

describe('a shell line', () => {
  it.each([
    ['a  b', { variables: [], words: ['a', 'b'] }],
    ['A=1 b "c d" --x=\'e|f\'', { variables: [['A', '1']], words: ['b', 'c d', '--x=e|f'] }],
    ['a > b', { variables: [], words: ['a'] }],
    ['a # b', { variables: [], words: ['a'] }],
    ["a ''", { variables: [], words: ['a', ''] }],
  ])('%s', (line, expected) => {
    expect(shellLine(line)).toEqual(expected);
  });

  it('with an open quote is refused', () => {
    expect(() => shellLine("a 'b")).toThrow('quote');
  });
});

describe('transcripts', () => {
  const example = readProjectFile('groups.example.yaml');

  it('put in what the program prints, and leave the rest', async () => {
    const text = 'x\n```console\n$ hf-groups validate -f groups.example.yaml\nold\n$ echo $?\n```\ny\n';
    const fresh =
      'x\n```console\n$ hf-groups validate -f groups.example.yaml\nValid: acme-ai, 7 groups.\n$ echo $?\n0\n```\ny\n';
    expect(await refreshTranscripts(text, root)).toBe(fresh);
  });

  it('write files, run unseen lines, and cut where an ellipsis stands', async () => {
    const text = [
      '```yaml file=a.yaml',
      ...example.trimEnd().split('\n'),
      '```',
      '<!-- $ hf-groups validate -f a.yaml --out b -->',
      '```console',
      '$ cat a.yaml',
      '…',
      'one line',
      '$ echo $?',
      '```',
    ].join('\n');
    const result = await refreshTranscripts(text, root);
    expect(result).toContain(`…\n${example.trimEnd().split('\n').at(-1)}\n$ echo $?\n1\n`);
  });

  it('begin anew with `fresh`', async () => {
    const text = '```yaml file=a.yaml\nx\n```\n```console fresh\n$ hf-groups validate -f a.yaml\n```';
    expect(await refreshTranscripts(text, root)).toContain('Error: Cannot read a.yaml');
  });

  it('show the port and the digest that hold where the example says, and type what is asked', async () => {
    const text = [
      '```console',
      '$ hf-groups sandbox --port 4711',
      '$ export HF_ENDPOINT=http://127.0.0.1:4711 HF_TOKEN=hf_sandbox_admin_5f3a90c7d21be846',
      '$ hf-groups plan -f groups.example.yaml --save-live live.json --format json',
      '$ hf-groups apply -f groups.example.yaml',
      'Enter a value: no',
      '```',
    ].join('\n');
    const result = await refreshTranscripts(text, root);
    expect(new Set(result.match(/127\.0\.0\.1:\d+/g))).toEqual(new Set(['127.0.0.1:4711']));
    expect(new Set(result.match(/sha256:[0-9a-f]{64}/g)).size).toBe(1);
    expect(result).toContain('Enter a value: no\n');
    expect(await refreshTranscripts(result, root)).toBe(result);
  });

  it('refuse what is no command of the documentation', async () => {
    await expect(refreshTranscripts('```console\n$ rm -r x\n```', root)).rejects.toThrow('rm -r x');
    await expect(refreshTranscripts('```console\nno command\n```', root)).rejects.toThrow('no command');
  });
});

describe('the picture', () => {
  it('reads the colours that the program writes, and no others', () => {
    expect(readAnsi('a\u001b[1mb\u001b[22m\u001b[31mc\u001b[39m')).toEqual([
      [
        { text: 'a', column: 0, bold: false, dim: false, color: null },
        { text: 'b', column: 1, bold: true, dim: false, color: null },
        { text: 'c', column: 2, bold: false, dim: false, color: 'red' },
      ],
    ]);
    expect(() => readAnsi('\u001b[45mx')).toThrow('45');
  });

  it('escapes what SVG would take for its own', () => {
    expect(svgOf('<&>', 'a<b')).toMatch(/<title>a&lt;b<\/title>[\s\S]*>&lt;&amp;&gt;<\/text>/);
  });

  it('has every word of the plan, and no port but that of the example', () => {
    const svg = readProjectFile('docs/plan.svg');
    const words = [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text).join(' ');
    expect(words).toContain('Plan: 11 to add, 7 to change, 1 to remove.');
    expect(new Set(svg.match(/127\.0\.0\.1:\d+/g))).toEqual(new Set(['127.0.0.1:8080']));
    expect(svg.length).toBeLessThan(20_000);
  });
});
