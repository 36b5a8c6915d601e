import type { Plugin } from 'esbuild';

/**
 * Node's own modules are asked for when the module that imports them is evaluated. As they stand, esbuild would move all
 * imports of the bundle to its top, and `--version` would wait for the network's modules.
 */
export const nodeModulesWhenNeeded: Plugin = {
  name: 'node-modules-when-needed',
  setup(build) {
    const namespace = 'node-module';
    build.onResolve({ filter: /^node:/ }, ({ path, kind, namespace: from }) => {
      if (from === namespace) return { path, external: true };
      return kind === 'import-statement' ? { path, namespace } : undefined;
    });
    build.onLoad({ filter: /./, namespace }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
      loader: 'js',
    }));
  },
};

/**
 * The parser of command lines asks for `node:child_process` when it is loaded, for commands that are programs of their
 * own, which this program has none of; with it comes the network.
 */
export const childProcessWhenUsed: Plugin = {
  name: 'child-process-when-used',
  setup(build) {
    const namespace = 'child-process';
    build.onResolve({ filter: /^node:child_process$/ }, ({ path, kind, importer }) =>
      kind === 'require-call' && /[\\/]commander[\\/]/.test(importer) ? { path, namespace } : undefined,
    );
    build.onLoad({ filter: /./, namespace }, ({ path }) => ({
      contents: `exports.spawn = (...words) => require(${JSON.stringify(path)}).spawn(...words);`,
      loader: 'js',
    }));
  },
};

/**
 * Of undici the program needs its pool of connections and its tunnel through a proxy, which opens it with `connect`; the
 * whole of it, with `fetch`, WebSockets and a cache, is a third of the bundle, which Node reads at each start. What else
 * the program should import of it does not build. Proxies that speak SOCKS are refused before undici sees them.
 */
export const connectionsOfUndici: Plugin = {
  name: 'connections-of-undici',
  setup(build) {
    const namespace = 'undici-connections';
    build.onResolve({ filter: /^undici$/ }, ({ importer, path }) =>
      /[\\/]src[\\/]/.test(importer) && !/node_modules/.test(importer) ? { path, namespace } : undefined,
    );
    build.onLoad({ filter: /./, namespace }, () => ({
      contents: `
        import connect from 'undici/lib/api/api-connect.js';
        import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
        Dispatcher.prototype.connect = connect;
        export { default as Pool } from 'undici/lib/dispatcher/pool.js';
        export { default as ProxyAgent } from 'undici/lib/dispatcher/proxy-agent.js';`,
      loader: 'js',
      resolveDir: build.initialOptions.absWorkingDir ?? '.',
    }));
    build.onResolve({ filter: /socks5-proxy-agent$/ }, ({ path, importer }) =>
      /[\\/]undici[\\/]/.test(importer) ? { path, namespace: `${namespace}-without` } : undefined,
    );
    build.onLoad({ filter: /./, namespace: `${namespace}-without` }, () => ({ contents: '', loader: 'js' }));
  },
};

/**
 * The parser of YAML asks the environment at every word whether it is to print what it reads, which takes an eighth of the
 * time of a large plan; and nobody who sets a variable should change what the program prints.
 */
export const noEnvironmentForYaml: Plugin = {
  name: 'no-environment-for-yaml',
  setup(build) {
    const namespace = 'yaml-process';
    build.onResolve({ filter: /^process$/ }, ({ path, importer }) =>
      /[\\/]yaml[\\/]dist[\\/](?:parse|compose)[\\/]/.test(importer) ? { path, namespace } : undefined,
    );
    build.onLoad({ filter: /./, namespace }, () => ({ contents: 'exports.env = {};', loader: 'js' }));
  },
};
