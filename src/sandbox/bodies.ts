import { Ajv2020 } from 'ajv/dist/2020.js';
import { once } from '../text/once.ts';
import { ownSchema } from '../text/own-schema.ts';
import { refuse } from './failure.ts';
import { hubRoles } from './model.ts';

// The request bodies are as the Hub's description has them; fields it does not name are ignored.

/** `POST G/{id}/users`: `name` is another name of `user`. */
export interface AddUsersBody {
  readonly users: readonly { readonly user?: string; readonly name?: string; readonly role: string }[];
}
/** `PATCH G/{id}/users/{username}`. */
export interface RoleBody {
  readonly role: string;
}
/** The `autoJoin` of two bodies; some clients send `enabled` as text. */
export interface AutoJoinBody {
  readonly enabled: boolean | 'true' | 'false';
  readonly role?: string;
  readonly scope?: 'all' | 'read_plus';
}
/** `PATCH G/{id}`. */
export interface UpdateGroupBody {
  readonly name?: string;
  readonly description?: string;
  readonly spendLimits?: Readonly<Record<string, number | null>>;
}
/** `POST G`. */
export interface CreateGroupBody {
  readonly name: string;
  readonly description?: string;
  readonly users?: readonly { readonly user: string; readonly role: string }[];
  readonly repos?: readonly { readonly type: string; readonly name: string }[];
  readonly autoJoin?: AutoJoinBody;
}
/** `POST G/{id}/settings`. */
export interface SettingsBody {
  readonly autoJoin?: AutoJoinBody;
}
/** `PUT …/members/{username}/role`. */
export interface MemberRoleBody {
  readonly role: string;
  readonly resourceGroups?: readonly { readonly id: string; readonly role: string }[];
}
/** `POST /api/{models,…}/{ns}/{repo}/resource-group`. */
export interface ResourceGroupBody {
  readonly resourceGroupId: string | null;
}

const text = { type: 'string' };
const role = { type: 'string', enum: hubRoles };
const cents = {
  anyOf: [{ type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }, { type: 'null' }],
};
const groupFields = {
  name: { type: 'string', minLength: 1, maxLength: 200 },
  description: { type: 'string', maxLength: 500 },
};

function object(properties: Readonly<Record<string, unknown>>, ...required: readonly string[]) {
  return { type: 'object', properties, required };
}

function autoJoin(on: readonly unknown[], off: readonly unknown[]) {
  return {
    anyOf: [
      object({ enabled: { enum: on }, role, scope: { enum: ['all', 'read_plus'] } }, 'enabled', 'role'),
      object({ enabled: { enum: off } }, 'enabled'),
    ],
  };
}

/** Checks a body of this kind and answers it; throws the 400 that says what is wrong. So do all below. */
export const readAddUsers = reader<AddUsersBody>(
  object(
    {
      users: {
        type: 'array',
        minItems: 1,
        items: {
          anyOf: [object({ user: text, role }, 'user', 'role'), object({ name: text, role }, 'name', 'role')],
        },
      },
    },
    'users',
  ),
);

/** See `readAddUsers`. */
export const readRole = reader<RoleBody>(object({ role }, 'role'));

/** See `readAddUsers`. */
export const readUpdateGroup = reader<UpdateGroupBody>(
  object({
    ...groupFields,
    spendLimits: object({
      total: cents,
      inferenceProviders: cents,
      spaces: cents,
      jobs: cents,
      endpoints: cents,
    }),
  }),
);

/** See `readAddUsers`. */
export const readCreateGroup = reader<CreateGroupBody>(
  object(
    {
      ...groupFields,
      users: { type: 'array', items: object({ user: text, role }, 'user', 'role') },
      repos: {
        type: 'array',
        items: {
          ...object(
            { type: { enum: ['dataset', 'model', 'space', 'bucket', 'kernel'] }, name: text },
            'type',
            'name',
          ),
          additionalProperties: false,
        },
      },
      autoJoin: autoJoin([true], [false]),
    },
    'name',
  ),
);

/** See `readAddUsers`. */
export const readSettings = reader<SettingsBody>(
  object({ autoJoin: autoJoin([true, 'true'], [false, 'false']) }),
);

/** See `readAddUsers`. */
export const readMemberRole = reader<MemberRoleBody>(
  object(
    {
      role,
      resourceGroups: {
        type: 'array',
        items: object({ id: { type: 'string', pattern: '^[0-9a-fA-F]{24}$' }, role }, 'id', 'role'),
      },
    },
    'role',
  ),
);

/** See `readAddUsers`. */
export const readResourceGroup = reader<ResourceGroupBody>(
  object(
    { resourceGroupId: { anyOf: [{ type: 'string', pattern: '^[0-9a-f]{24}$' }, { type: 'null' }] } },
    'resourceGroupId',
  ),
);

function reader<Body>(schema: object): (body: unknown) => Body {
  // Most runs of the program never serve a request.
  const validator = once(() => new Ajv2020({ allErrors: true, ...ownSchema }).compile<Body>(schema));
  return (body) => {
    const validate = validator();
    if (validate(body)) return body;
    const problems = (validate.errors ?? []).map(
      (error) => `body${error.instancePath} ${error.message ?? ''}`,
    );
    throw refuse.request(`Invalid request: ${[...new Set(problems)].join('; ')}`);
  };
}
