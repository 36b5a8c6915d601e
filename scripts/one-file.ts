import path from 'node:path';
import { build, type Metafile, type Plugin, transform } from 'esbuild';

/*
 * A program in parts, as one file. Node reads the whole of a file before the first line of it runs, so that `--version`
 * would wait for everything that other commands need. What the program always loads is code of the file; every other part
 * stands in it as a comment, which Node passes over, and is compiled when it is asked for.
 */

/** What stands in a part for the end of a comment. */
const escapedEnd = '*@/';

/**
 * Finds and runs a part. The file is read once, so that nothing is taken of a version that is installed meanwhile. The
 * trace of a fault names the part. What a part exports it exports by a getter, which would run at every use of it in
 * another part: functions, which nobody assigns again, are taken as they are.
 */
const loader = String.raw`
import{createRequire}from'node:module';
const require=createRequire(import.meta.url),loaded=new Map();
let whole;
function load(name){
  if(!name.startsWith('./'))return require(name);
  let module=loaded.get(name);
  if(module===undefined){
    loaded.set(name,module={exports:{}});
    (parts[name]??compiled(name))(load,module,module.exports);
    module.exports=settled(module.exports);
  }
  return module.exports;
}
function settled(exports){
  const all=Object.getOwnPropertyDescriptors(exports);
  for(const name in all)if(typeof exports[name]==='function')all[name]={value:exports[name],enumerable:true};
  return Object.defineProperties({},all);
}
function compiled(name){
  const file=require('node:url').fileURLToPath(import.meta.url);
  whole??=require('node:fs').readFileSync(file,'latin1');
  const head='\n/*'+name+'\n',from=whole.indexOf(head)+head.length;
  const code=whole.slice(from,whole.indexOf('\n*/',from)).replaceAll('${escapedEnd}','*'+'/');
  return require('node:vm').compileFunction(code,['require','module','exports'],{filename:file+name.slice(1)});
}`;

/**
 * @param outputs what esbuild made of one entry, split, as ES modules of ASCII characters in one folder
 * @param entry the entry's name among them
 * @param texts their texts, by their names in that folder
 * @returns the text of the one file, an ES module
 * @throws Error for a part that cannot stand in a comment
 */
export async function oneFile(
  outputs: Metafile['outputs'],
  entry: string,
  texts: ReadonlyMap<string, string>,
): Promise<string> {
  const always = loadedWith(outputs, entry, ['import-statement']);
  const all = [...loadedWith(outputs, entry, ['import-statement', 'dynamic-import'])];
  // The names that esbuild gives come of where the packages lie, which is another place on another machine.
  const names = new Map(all.map((name, at) => [`./${path.basename(name)}`, `./${at}`]));
  const textOf = (name: string): string => {
    const text = texts.get(path.basename(name)) ?? '';
    return text.replace(/^#!.*\n/, '').replaceAll(/"(\.\/[\w-]+\.js)"/g, (asIs, other) => {
      const known = names.get(other);
      return known === undefined ? asIs : JSON.stringify(known);
    });
  };
  const [first = '', ...others] = all;
  const parts = others.map(async (name, at) => ({
    name,
    part: `./${at + 1}`,
    code: await asFunctionBody(textOf(name)),
  }));
  const functions: string[] = [];
  const comments: string[] = [];
  for (const { name, part, code } of await Promise.all(parts)) {
    if (always.has(name)) functions.push(`${JSON.stringify(part)}(require,module,exports){${code}}`);
    else comments.push(inComment(part, code));
  }
  const start = await startOf(textOf(first));
  const known = `const parts={${functions.join(',')}};`;
  return ['#!/usr/bin/env node', loader.trim(), known, start.trim(), ...comments, ''].join('\n');
}

/** An output, and everything that comes with it by the given kinds of import, in the order in which it is met. */
function loadedWith(
  outputs: Metafile['outputs'],
  entry: string,
  kinds: readonly string[],
): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    const output = outputs[name];
    if (output === undefined || seen.has(name)) return;
    seen.add(name);
    for (const { kind, path: other } of output.imports) if (kinds.includes(kind)) visit(other);
  };
  visit(entry);
  return seen;
}

/** Parts ask each other for what they need by name, which is how modules did that before ES modules. */
async function asFunctionBody(text: string): Promise<string> {
  const { code } = await transform(text, {
    format: 'cjs',
    minify: true,
    supported: { 'dynamic-import': false },
  });
  return code.trim();
}

/** The part that the program begins with. It stays an ES module: it waits for the end, and fails if there is none. */
async function startOf(text: string): Promise<string> {
  const loadParts: Plugin = {
    name: 'load-parts',
    setup(its) {
      its.onResolve({ filter: /^\.\// }, ({ path: part }) => ({ path: part, namespace: 'part' }));
      its.onLoad({ filter: /./, namespace: 'part' }, ({ path: part }) => ({
        contents: `module.exports = load(${JSON.stringify(part)});`,
      }));
    },
  };
  const built = await build({
    stdin: { contents: text },
    bundle: true,
    platform: 'node',
    format: 'esm',
    minify: true,
    plugins: [loadParts],
    write: false,
  });
  return built.outputFiles.map((file) => file.text).join('');
}

function inComment(part: string, code: string): string {
  if (code.includes(escapedEnd))
    throw new Error(`${part} has ${escapedEnd}, which stands for the end of a comment`);
  return `/*${part}\n${code.replaceAll('*/', escapedEnd)}\n*/`;
}
