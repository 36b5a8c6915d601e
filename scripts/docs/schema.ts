import { code, slugOf, table } from './markdown.ts';

/** A JSON schema, as far as the documentation reads it. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly then?: Schema;
  readonly else?: Schema;
}

/** Where the documentation of a definition stands; `null` for one that is described in place. */
export type LinkTo = (definition: string) => string | null;

/** The definition that a `$ref` names, with what stands beside the `$ref` in its place. */
export function resolved(schema: Schema, root: Schema): Schema {
  const name = definitionOf(schema);
  if (name === null) return schema;
  const target = root.$defs?.[name];
  if (target === undefined) return schema;
  const { $ref: _, ...own } = schema;
  return { ...resolved(target, root), ...own };
}

/** The name of the definition that a schema refers to, in its own document or in another; `null` for none. */
export function definitionOf({ $ref }: Schema): string | null {
  return /#\/\$defs\/(\w+)$/.exec($ref ?? '')?.[1] ?? null;
}

/** The type of a value in words: `text`, `whole number or null`, `list of …`, `map of …`. */
export function typeOf(schema: Schema, root: Schema, linkTo: LinkTo): string {
  const name = definitionOf(schema);
  const link = name === null ? null : linkTo(name);
  if (link !== null) return link;
  const whole = resolved(schema, root);
  if (whole.const !== undefined) return value(whole.const);
  if (whole.enum !== undefined) return whole.enum.map(value).join(', ');
  // Forms that only say which properties must be there say nothing of the type.
  const forms = (whole.anyOf ?? []).filter(({ type, $ref }) => type !== undefined || $ref !== undefined);
  if (forms.length > 0) return forms.map((form) => typeOf(form, root, linkTo)).join(' or ');
  const types = typeof whole.type === 'string' ? [whole.type] : (whole.type ?? ['any value']);
  return types.map((type) => oneType(type, whole, root, linkTo)).join(' or ');
}

function oneType(type: string, schema: Schema, root: Schema, linkTo: LinkTo): string {
  switch (type) {
    case 'string':
      return schema.format === 'date' ? 'date, `YYYY-MM-DD`' : 'text';
    case 'integer':
      return 'whole number';
    case 'boolean':
      return '`true` or `false`';
    case 'null':
      return '`null`';
    case 'array':
      return `list of ${grouped(typeOf(schema.items ?? {}, root, linkTo))}`;
    case 'object':
      return typeof schema.additionalProperties === 'object'
        ? `map of ${grouped(typeOf(schema.additionalProperties, root, linkTo))}`
        : 'mapping';
    default:
      return type;
  }
}

function grouped(type: string): string {
  return type.includes(' or ') ? `(${type})` : type;
}

/** A value as it stands in JSON, as code. */
export function value(data: unknown): string {
  return code(JSON.stringify(data));
}

/** Who makes the documents of a schema: the program, or people. It decides how presence is spoken of. */
export type MadeBy = 'program' | 'people';

/** Which properties an object has, one row each; those of objects within are `outer.inner`, of lists `outer[].inner`. */
export function propertyRows(
  schema: Schema,
  root: Schema,
  linkTo: LinkTo,
  madeBy: MadeBy,
  prefix = '',
): readonly (readonly string[])[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const whole = resolved(property, root);
    const isRequired = (schema.required ?? []).includes(name);
    const row = [
      code(`${prefix}${name}`),
      typeOf(property, root, linkTo),
      [whole.description ?? '', ...presence(isRequired, whole, madeBy)].join(' '),
    ];
    if (definitionOf(property) === null && property.properties !== undefined)
      return [row, ...propertyRows(property, root, linkTo, madeBy, `${prefix}${name}.`)];
    const entry = madeBy === 'program' ? entryOf(whole, root, linkTo) : null;
    return entry === null
      ? [row]
      : [row, ...propertyRows(entry, root, linkTo, madeBy, `${prefix}${name}[].`)];
  });
}

/** What a list is of, when its entries are objects that have no section of their own; else `null`. */
function entryOf({ items }: Schema, root: Schema, linkTo: LinkTo): Schema | null {
  if (items === undefined) return null;
  const name = definitionOf(items);
  if (name !== null && linkTo(name) !== null) return null;
  const entry = resolved(items, root);
  return entry.properties === undefined ? null : entry;
}

function presence(isRequired: boolean, schema: Schema, madeBy: MadeBy): readonly string[] {
  if (madeBy === 'program') return isRequired ? [] : ['Not always there.'];
  if (isRequired) return ['Required.'];
  return schema.default === undefined ? [] : [`Default: ${value(schema.default)}.`];
}

/** A heading, the description and a table for each definition. */
export function definitionSections(
  root: Schema,
  sections: readonly { readonly definition: string; readonly title: string }[],
  madeBy: MadeBy,
): string {
  const linkTo = linksTo(sections);
  return sections
    .map(({ definition, title }) => {
      const schema = resolved({ $ref: `#/$defs/${definition}` }, root);
      const rows = propertyRows(schema, root, linkTo, madeBy);
      return `### ${title}\n\n${schema.description ?? ''}\n\n${table(['field', 'value', 'meaning'], rows)}`;
    })
    .join('\n\n');
}

/** Links from a definition's name to its section on the same page. */
export function linksTo(
  sections: readonly { readonly definition: string; readonly title: string }[],
): LinkTo {
  return (name) => {
    const section = sections.find(({ definition }) => definition === name);
    return section === undefined ? null : `[${section.title.toLowerCase()}](#${slugOf(section.title)})`;
  };
}
