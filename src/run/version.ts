import manifest from '../../package.json' with { type: 'json' };

/** The version of this program, from its `package.json`. */
export const version: string = manifest.version;

/** Of Node.js, without a `v`. */
export const nodeVersion: string = process.versions.node;
