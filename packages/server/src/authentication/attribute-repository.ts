// Attributes that every principal gets from the settings
// (`cas.authn.attribute-repository.stub.attributes.NAME=value`).
import type { Attributes, AttributeValue, Principal } from '@vestibule/interrupt';

/**
 * The settings as attributes: a value with commas is a list (`member,staff` are two values), blanks around a value
 * are not part of it, and a name without any value is no attribute.
 */
export function stubAttributes(settings: Readonly<Record<string, string>>): Attributes {
  return attributesOf(
    Object.entries(settings).map(([name, value]) => [
      name,
      value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ]),
  );
}

/**
 * The principal with the stub attributes added, and with `username`, which such a repository of the reference adds (D36).
 * What its own source says of it wins over a stub of the same name.
 */
export function withStubAttributes({ id, attributes }: Principal, stub: Attributes): Principal {
  const added = Object.entries(stub);
  if (added.length === 0) return { id, attributes: attributesOf(Object.entries(attributes)) };
  return {
    id,
    attributes: attributesOf([['username', [id]], ...added, ...Object.entries(attributes)]),
  };
}

/** Attributes without a prototype, so that any name is safe; later entries replace earlier ones, empty ones go. */
export function attributesOf(entries: Iterable<readonly [string, readonly AttributeValue[]]>): Attributes {
  const attributes = Object.create(null) as Record<string, readonly AttributeValue[]>;
  for (const [name, values] of entries) {
    if (values.length > 0) attributes[name] = Object.freeze([...values]);
  }
  return Object.freeze(attributes);
}
