/** What an expression may look at, by its whole name: `github.event_name`. */
export type Facts = Readonly<Record<string, string | boolean | undefined>>;

/**
 * The value of an expression of a workflow, of names, texts, `==`, `!=`, `!`, `&&`, `||` and brackets.
 *
 * @throws RangeError for a name that the facts do not have, and for anything else that is not known
 */
export function evaluate(expression: string, facts: Facts): string | boolean | undefined {
  const words = expression.match(/'[^']*'|==|!=|&&|\|\||[!()]|[\w.-]+|\S/g) ?? [];
  let at = 0;
  const either = (): string | boolean | undefined => {
    let value = both();
    while (words[at] === '||') {
      at += 1;
      const other = both();
      value = isTrue(value) ? value : other;
    }
    return value;
  };
  const both = (): string | boolean | undefined => {
    let value = comparison();
    while (words[at] === '&&') {
      at += 1;
      const other = comparison();
      value = isTrue(value) ? other : value;
    }
    return value;
  };
  const comparison = (): string | boolean | undefined => {
    const value = single();
    const sign = words[at];
    if (sign !== '==' && sign !== '!=') return value;
    at += 1;
    return ((value ?? '') === (single() ?? '')) === (sign === '==');
  };
  const single = (): string | boolean | undefined => {
    const word = words[at] ?? '';
    at += 1;
    if (word === '!') return !isTrue(single());
    if (word === '(') {
      const value = either();
      if (words[at] !== ')') throw new RangeError(expression);
      at += 1;
      return value;
    }
    if (word.startsWith("'")) return word.slice(1, -1);
    if (!Object.hasOwn(facts, word)) throw new RangeError(`${word} in ${expression}`);
    return facts[word];
  };
  const value = either();
  if (at !== words.length) throw new RangeError(expression);
  return value;
}

function isTrue(value: string | boolean | undefined): boolean {
  return value === true || (typeof value === 'string' && value !== '');
}
