/**
 * Whether a file below a folder that was named belongs to the configuration: every `*.yaml` and `*.yml`, but for those
 * below a folder whose name begins with a dot, such as `.github`: as a rule they belong to other programs.
 *
 * @param path relative to the folder that was named, with slashes
 */
export function isYamlBelow(path: string): boolean {
  return /\.ya?ml$/.test(path) && !/(?:^|\/)\.[^/]*\//.test(path);
}
