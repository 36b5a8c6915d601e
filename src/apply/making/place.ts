import type { Numbered } from '../../kinds/kind.ts';
import { kindOf } from '../../kinds/registry.ts';
import { type TargetRef, targetKey } from '../../model/change.ts';
import type { ChangeError } from '../../model/report.ts';
import { Refusals } from './refusals.ts';

/** What is known of one target while the changes of its unit are made, and what follows for all that is still to come. */
export class Place {
  readonly target: TargetRef;
  readonly key: string;
  readonly refusals = new Refusals();
  /** Whether what is known of the target is what an answer showed, which may be old. */
  answered = false;
  /** Once something was about the whole target, nothing there is worth a call. */
  closed: ChangeError | null = null;
  /** Once enough were refused, nobody is worth a call on whom an identity provider may decide. */
  shut: ChangeError | null = null;
  /** That nobody may change it was told. */
  blocked = false;

  constructor(target: TargetRef) {
    this.target = target;
    this.key = targetKey(target);
  }
}

/** What is known of all targets of one unit. */
export class Places {
  readonly #byKey = new Map<string, Place>();
  readonly #touched: ReadonlyMap<number, readonly Place[]>;

  constructor(changes: readonly Numbered[]) {
    const touched = ({ change }: Numbered) =>
      kindOf(change)
        .touches(change)
        .map((target) => this.of(target));
    this.#touched = new Map(changes.map((one) => [one.index, touched(one)]));
  }

  of(target: TargetRef): Place {
    const place = this.#byKey.get(targetKey(target)) ?? new Place(target);
    this.#byKey.set(place.key, place);
    return place;
  }

  /** Those that the change of this index touches, its own first. */
  touchedBy(index: number): readonly Place[] {
    return this.#touched.get(index) ?? [];
  }
}
