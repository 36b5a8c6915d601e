import type { Completed, CompletedCommand, CompletedOption, Values } from './completed.ts';

/** The function that bash calls; no other script has one of this name. */
const run = '_hf_groups';

/** A script for bash, 3.2 and later: `eval "$(hf-groups completion bash)"`. */
export function bashScript({ name, options, commands }: Completed): string {
  const names = commands.map((command) => command.name);
  const values = commands.flatMap((command) => [
    ...[...options, ...command.options].flatMap((option) => valueCases(command.name, option)),
  ]);
  return `# Completion of ${name} for bash, written by \`${name} completion bash\`.
${run}() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command='' position=0 at one
  local IFS=$' \\t\\n'
  # bash cuts --format=json into three words.
  if [ "$word" = '=' ]; then
    word=''
  elif [ "$before" = '=' ]; then
    before=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((at = 1; at < COMP_CWORD; at++)); do
    one=\${COMP_WORDS[at]}
    if [ -z "$command" ]; then
      case "$one" in ${names.join('|')}) command=$one ;; esac
    else
      case "$one" in
        -* | =) ;;
        *) ${run}_value "$command" "\${COMP_WORDS[at-1]}" '' || position=$((position + 1)) ;;
      esac
    fi
  done
  COMPREPLY=()
  ${run}_value "$command" "$before" "$word" && return
  case "$command $position $word" in
    ' '*' -'*) ${proposed(formsOf(options))} ;;
${commands.map(({ name: one, options: own }) => `    '${one} '*' -'*) ${proposed(formsOf([...own, ...options]))} ;;`).join('\n')}
    ' '*) ${proposed(names)} ;;
${commands.flatMap(argumentCases).join('\n')}
  esac
}
# What the option before may be: fails where it takes no value.
${run}_value() {
  case "$1 $2" in
${values.join('\n')}
    *) return 1 ;;
  esac
}
${run}_files() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -f -- "$1"))
}
complete -F ${run} ${name}
`;
}

function formsOf(options: readonly CompletedOption[]): readonly string[] {
  return [...new Set(options.flatMap(({ forms }) => forms))];
}

function proposed(words: readonly string[], word = '"$word"'): string {
  return `COMPREPLY=($(compgen -W '${words.join(' ')}' -- ${word}))`;
}

function valueCases(command: string, { forms, values }: CompletedOption): readonly string[] {
  if (values === null) return [];
  const patterns = forms.map((form) => `'${command} ${form}'`).join(' | ');
  return [`    ${patterns}) ${valueWords(values, '"$3"') ?? ':'} ;;`];
}

function argumentCases({ name, arguments: all }: CompletedCommand): readonly string[] {
  return all.flatMap(({ values }, at) => {
    const words = valueWords(values, '"$word"');
    return words === null ? [] : [`    '${name} ${at} '*) ${words} ;;`];
  });
}

/** @param word what has been typed of it, as bash is to read it */
function valueWords(values: Values, word: string): string | null {
  switch (values.kind) {
    case 'choices':
      return proposed(values.choices, word);
    case 'files':
      return `${run}_files ${word}`;
    case 'free':
      return null;
  }
}
