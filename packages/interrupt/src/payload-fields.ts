// How one field of a payload is read: what the reference's JSON mapper coerces is accepted, the rest is a wrong type.

/** A value of a wrong type. The text names the field and never quotes a value (D24). */
export class WrongType extends Error {
  override readonly name = 'WrongType';
}

/** The members of an object or a Map in their order; `null` for anything else. Instances of classes show their accessors. */
export function fieldReader(value: unknown): ((field: string) => unknown) | null {
  if (value instanceof Map) return (field) => value.get(field) as unknown;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const record = value as Record<string, unknown>;
  const prototype: unknown = Object.getPrototypeOf(record);
  const plain = prototype === null || prototype === Object.prototype;
  return (field) => (plain && !Object.hasOwn(record, field) ? undefined : record[field]);
}

/** `true`, `"true"`, whole numbers (zero is false); absent, null and blank text mean `otherwise`. */
export function readBoolean(field: string, value: unknown, otherwise: boolean): boolean {
  if (value === undefined || value === null) return otherwise;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isInteger(value)) return value !== 0;
  if (typeof value === 'string') {
    const word = value.trim();
    if (word === '') return otherwise;
    if (['true', 'True', 'TRUE'].includes(word)) return true;
    if (['false', 'False', 'FALSE'].includes(word)) return false;
  }
  throw new WrongType(`${field} is not a boolean`);
}

/** Whole numbers, as number or text; a fraction is cut off. */
export function readInteger(field: string, value: unknown, otherwise: number): number {
  if (value === undefined || value === null || (typeof value === 'string' && value.trim() === ''))
    return otherwise;
  const text = typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value);
  const number =
    text || typeof value === 'number' || typeof value === 'bigint' ? Math.trunc(Number(value)) : NaN;
  if (!Number.isSafeInteger(number)) throw new WrongType(`${field} is not a whole number`);
  // Minus zero is zero.
  return number + 0;
}

/** Text, number or boolean as text. An explicit null stays null; `otherwise` is for an absent field. */
export function readText(field: string, value: unknown, otherwise: string | null): string | null {
  if (value === undefined) return otherwise;
  return value === null ? null : scalar(field, value);
}

/** Labels to addresses. A null address is kept as an empty one, which the link rule then leaves out. */
export function readLinks(value: unknown): ReadonlyMap<string, string> {
  return new Map(
    members('links', value).map(([label, url]) => [label, scalar('an address in links', url ?? '')]),
  );
}

/** Names to lists; a bare value is a wrong type (INT-05), null stands for no value. */
export function readData(value: unknown): ReadonlyMap<string, readonly string[]> {
  return new Map(members('data', value).map(([name, values]) => [name, list(values)]));
}

function list(values: unknown): readonly string[] {
  if (values === null) return [];
  if (!Array.isArray(values)) throw new WrongType('a value of data is not a list');
  return values.map((item: unknown) => scalar('an item in a list of data', item ?? ''));
}

function members(field: string, value: unknown): readonly (readonly [string, unknown])[] {
  if (value === undefined || value === null) return [];
  if (value instanceof Map)
    return [...value].map(([key, member]) => [scalar(`a key of ${field}`, key), member as unknown]);
  if (typeof value === 'object' && !Array.isArray(value)) return Object.entries(value);
  throw new WrongType(`${field} is not an object`);
}

function scalar(field: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  throw new WrongType(`${field} is not a text`);
}
