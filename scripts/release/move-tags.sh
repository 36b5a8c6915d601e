#!/usr/bin/env bash
# Makes the release commit, the checked-out commit with the built files of dist/ added, and moves the release tag and
# the major tag to it. Takes the release tag, such as v1.2.3. Can be repeated: the same source and the same files
# give the same commit.
#
# GH_TOKEN, when it is set, is what `origin` is asked with. It goes to git through a credential helper, which reads it
# from the environment, so that it stands on no command line and in no file.
set -euo pipefail

tag="$1"
[[ "$tag" =~ ^v(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$ ]] || {
  echo "Not a release tag: $tag" >&2
  exit 1
}
major="${tag%%.*}"
source="$(git rev-parse HEAD)"

# shellcheck disable=SC2016 # git's shell reads the variable, not this one
helper='!f() { test "$1" = get && printf "username=x-access-token\npassword=%s\n" "$GH_TOKEN"; }; f'
remote() { git -c credential.helper= -c credential.helper="$helper" "$@"; }

# An index of its own: nothing but the built files can get into the commit.
index="$(mktemp -d)"
trap 'rm -rf "$index"' EXIT
export GIT_INDEX_FILE="$index/index"
git read-tree "$source"
for file in dist/action.js dist/cli.js dist/*.LEGAL.txt; do
  [ "$file" = 'dist/*.LEGAL.txt' ] && continue # there is none
  mode=100644
  [ "$file" = dist/cli.js ] && mode=100755
  git update-index --add --cacheinfo "$mode,$(git hash-object -w --no-filters "$file"),$file"
done
tree="$(git write-tree)"

# Fixed author and times: the commit depends on the source and the files alone.
date="$(git show --no-patch --format=%cI "$source")"
export GIT_AUTHOR_NAME='hf-groups release' GIT_AUTHOR_EMAIL='release@hf-groups.invalid' GIT_AUTHOR_DATE="$date"
export GIT_COMMITTER_NAME="$GIT_AUTHOR_NAME" GIT_COMMITTER_EMAIL="$GIT_AUTHOR_EMAIL" GIT_COMMITTER_DATE="$date"
commit="$(git commit-tree "$tree" -p "$source" -m "Release $tag" -m 'Built by release.yml from the parent commit.')"

# An annotated tag is an object of its own, and `^{}` the commit that it names.
there="$(remote ls-remote --tags origin "refs/tags/$tag" | cut -f1)"
named="$(remote ls-remote --tags origin "refs/tags/$tag^{}" | cut -f1)"
named="${named:-$there}"
if [ "$named" = "$commit" ]; then
  echo "$tag is at $commit already."
elif [ "$named" = "$source" ]; then
  # Only from the source: a tag that names anything else is not this run's to move.
  remote push --force-with-lease="refs/tags/$tag:$there" origin "$commit:refs/tags/$tag"
else
  echo "$tag is at ${named:-nothing}, which is neither the source $source nor its release commit." >&2
  exit 1
fi

# A fix of an older minor version must not take the major tag back.
newest="$(remote ls-remote --tags --refs origin "refs/tags/$major.*" | sed 's|.*refs/tags/||' |
  grep -E '^v[0-9]+\.[0-9]+\.[0-9]+$' | sort -V | tail -n 1)"
if [ "$newest" = "$tag" ]; then
  remote push --force origin "$commit:refs/tags/$major"
else
  echo "$major stays at $newest."
fi
