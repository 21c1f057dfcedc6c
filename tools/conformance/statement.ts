// The shape of one numbered statement, and the three things that can become of it here.

export type Statement = {
  /** n of `INT-n`. */
  readonly id: number;
  /** What the reference does, shortly. */
  readonly text: string;
} & (
  | {
      /** The statement holds here. */
      readonly state: 'as the reference';
      /** What is to be known besides. */
      readonly note?: string;
    }
  | {
      /** We decide otherwise, or decide what the reference leaves to chance. */
      readonly state: 'our way';
      /** Numbers of `docs/decisions.md`; a test of the statement carries one of them. */
      readonly by: readonly [string, ...string[]];
      readonly note: string;
    }
  | {
      /** What the statement is about does not exist here. */
      readonly state: 'no counterpart';
      readonly note: string;
    }
);

export const same = (id: number, text: string, note?: string): Statement =>
  note === undefined
    ? { id, text, state: 'as the reference' }
    : { id, text, state: 'as the reference', note };

export const ours = (
  id: number,
  text: string,
  by: readonly [string, ...string[]],
  note: string,
): Statement => ({
  id,
  text,
  state: 'our way',
  by,
  note,
});

export const none = (id: number, text: string, note: string): Statement => ({
  id,
  text,
  state: 'no counterpart',
  note,
});
