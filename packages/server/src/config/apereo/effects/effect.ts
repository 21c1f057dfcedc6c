// What a setting of Apereo's does to people there, so that it can be said what happens without it (W5, D38).

export type Effect =
  /** Without it somebody is let in, let in for longer, or somebody or something is missing: the start stops. */
  | { readonly kind: 'stops'; readonly lost: string }
  /** Nobody is the worse for it. */
  | { readonly kind: 'told'; readonly why: string };

/** By the beginning of a name; the longest that fits counts. Indexes are left out. */
export type Effects = Readonly<Record<string, Effect>>;

/** `lost` goes on "without it …". */
export const stops = (lost: string): Effect => ({ kind: 'stops', lost });
/** `why` goes on "has no effect here: …"; empty where there is nothing to do about it. */
export const told = (why = ''): Effect => ({ kind: 'told', why });
