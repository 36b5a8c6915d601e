import type { Role } from '../model/membership.ts';
import type { GuardName } from '../model/plan.ts';
import type { Day } from '../text/date.ts';
import type { Place } from '../text/source-file.ts';
import type { Tree } from './tree.ts';

export type MembershipMode = 'additive' | 'exact';

/** Somebody as the file names them: a username or an e-mail address. */
export interface Person {
  /** As written. */
  readonly written: string;
  /** In lower case: what two mentions are compared by. */
  readonly key: string;
  readonly isEmail: boolean;
  /** The address in lower case by which the file of `people` knows them, whose username {@link key} then is. */
  readonly address: string | null;
  readonly place: Place;
}

/** On what terms an entry gives its role. */
export interface Terms {
  /** The last day on which the entry counts. */
  readonly expires: { readonly day: Day; readonly place: Place } | null;
  readonly reason: string | null;
}

/** What a group's `members` says of one person. `role` is `null` for `absent`. */
export interface MemberEntry extends Terms {
  readonly person: Person;
  readonly role: Role | null;
  readonly serviceAccount: boolean;
}

/** A role for everybody of a team. */
export interface TeamGrant extends Terms {
  readonly team: string;
  readonly role: Role;
  readonly place: Place;
}

/** A mode of membership, where it is written. */
export interface WrittenMode {
  readonly value: MembershipMode;
  readonly place: Place;
}

export interface DeclaredGroup {
  readonly name: string;
  readonly place: Place;
  readonly id: { readonly value: string; readonly place: Place } | null;
  /** The group's own mode, or that of `defaults`; `place` is where it is written, `null` for the built-in default. */
  readonly mode:
    | (WrittenMode & { readonly isOwn: true })
    | { readonly value: MembershipMode; readonly place: Place | null; readonly isOwn: false };
  /** `null` when the group has neither `members` nor `teams`: who is in it is then not managed. */
  readonly membership: {
    readonly members: readonly MemberEntry[];
    readonly grants: readonly TeamGrant[];
    /** Which of the two stands there, or both. */
    readonly keys: readonly { readonly key: string; readonly place: Place }[];
  } | null;
  /** What else is declared of it, as the schema permits: the kind of change that it is about reads it there. */
  readonly others: OtherProperties;
}

/** A property that only one kind of change knows. */
export interface OtherProperty {
  readonly tree: Tree;
  readonly place: Place;
}
/** By key. */
export type OtherProperties = ReadonlyMap<string, OtherProperty>;

export interface DeclaredTeam {
  readonly name: string;
  readonly place: Place;
  readonly members: readonly Person[];
  readonly includes: readonly { readonly team: string; readonly place: Place }[];
}

export interface Waiver {
  readonly guard: GuardName;
  readonly digest: string;
  readonly reason: string;
  readonly place: Place;
}

/** One file, read. */
export interface FileDeclaration {
  readonly organization: { readonly name: string; readonly place: Place } | null;
  readonly defaultMode: WrittenMode | null;
  readonly guards: Guards | null;
  /** The file with who is who, as written. */
  readonly people: { readonly path: string; readonly place: Place } | null;
  /** Where what only one file may have begins. */
  readonly sections: Readonly<Record<'defaults' | 'guards' | 'people' | 'policy', Place | null>>;
  readonly policy: PolicySection | null;
  /** Where each key of the file itself stands. */
  readonly keys: readonly { readonly key: string; readonly place: Place }[];
  readonly groups: readonly (Omit<DeclaredGroup, 'mode'> & { readonly mode: WrittenMode | null })[];
  readonly teams: readonly DeclaredTeam[];
  readonly waivers: readonly Waiver[];
  /** What else `defaults` has. */
  readonly defaults: OtherProperties;
  /** What else the file has. */
  readonly others: OtherProperties;
}

export interface Guards {
  /** A count, or a percentage as text (`"25%"`); `null` when the file leaves it to the default. */
  readonly maxRemovals: number | string | null;
  readonly protectedMembers: readonly Person[];
  /** What only the guard that it is for knows. */
  readonly others: OtherProperties;
}

/** The section `policy`: what every version of a configuration must keep. What guards compare with is another thing. */
export interface PolicySection {
  /** Roles that no entry gives without a reason. */
  readonly reasons: readonly Role[];
  /** Roles that no entry gives without an end, with the most days that it may be ahead. */
  readonly lifetimes: ReadonlyMap<Role, number>;
  /** Names of groups; nobody has a role in two of one list. */
  readonly separate: readonly (readonly NamedGroup[])[];
  /** Which files may declare which groups. Files that no pattern of a path fits may declare all. */
  readonly files: readonly { readonly path: string; readonly groups: readonly string[] }[];
}

/** A group as a rule names it. */
export interface NamedGroup {
  readonly name: string;
  readonly place: Place;
}

/** All files together: what the organization's administrators declare. Names of people are not yet resolved. */
export interface Configuration {
  readonly organization: string;
  /** The files, as the user named them. */
  readonly files: readonly string[];
  readonly groups: readonly DeclaredGroup[];
  /** By name. A team's people are its own and those of the teams it includes, in the order of the file. */
  readonly teams: ReadonlyMap<string, Team>;
  readonly guards: Guards;
  readonly waivers: readonly Waiver[];
  /** What else `defaults` has: the kind of change that it is for reads it there. */
  readonly defaults: OtherProperties;
  /** What is declared of the organization itself, or beside the groups, by key: of every file that has it, in their order. */
  readonly others: ReadonlyMap<string, readonly OtherProperty[]>;
  /** Usernames, as written, by e-mail address in lower case: where the Hub does not show addresses. */
  readonly people: ReadonlyMap<string, string>;
  readonly policy: PolicySection | null;
  /** Where each key of the files themselves stands. */
  readonly keys: FileDeclaration['keys'];
}

/** A team with everybody in it. */
export interface Team extends DeclaredTeam {
  readonly everybody: readonly Person[];
}
