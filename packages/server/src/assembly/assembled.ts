// What an assembly step answers: the part, or every reason why it cannot be had.

export type Assembled<T> =
  | { readonly ok: true; readonly value: T }
  /** One line a fault, each naming the setting or file and what would be right. They stop start-up. */
  | { readonly ok: false; readonly faults: readonly string[] };

export const assembled = <T>(value: T): Assembled<T> => ({ ok: true, value });
export const faulty = (...faults: readonly string[]): Assembled<never> => ({ ok: false, faults });
