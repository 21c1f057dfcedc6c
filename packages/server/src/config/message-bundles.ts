// Where the message bundles are that Apereo looks for without being told: `custom_messages`, with its languages, and
// `common_messages`, both of the configuration directory (W2). There is no class path here: a bundle of it is a file there.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const OURS = 'classpath:messages';
const CUSTOM = 'custom_messages';
/** Of `cas.message-bundle.common-names`: asked last. */
const COMMON = 'common_messages';

export interface Bundles {
  /** Absolute paths without ending, and ours. */
  readonly baseNames: readonly string[];
  readonly warnings: readonly string[];
}

/** An absent bundle of the class path is no fault in the reference; one of the operator's own is told. */
export function messageBundles(baseNames: readonly string[], directory: string): Bundles {
  const files = listed(directory);
  const isThere = (name: string): boolean =>
    files.some((file) => file.startsWith(name) && /^(?:_\w+)?\.properties$/u.test(file.slice(name.length)));
  const warnings: string[] = [];
  const found = baseNames.flatMap((baseName) => {
    if (baseName === OURS || !baseName.startsWith('classpath:')) return [baseName];
    const name = baseName.slice('classpath:'.length);
    if (isThere(name)) return [join(directory, name)];
    if (name !== CUSTOM)
      warnings.push(
        `cas.message-bundle.base-names: ${baseName} is not there: its place is ${join(directory, name)}.properties`,
      );
    return [];
  });
  const custom = join(directory, CUSTOM);
  if (isThere(CUSTOM) && !found.includes(custom))
    warnings.push(
      `${custom}.properties is not read: cas.message-bundle.base-names does not name it; add file:${custom}`,
    );
  const all = found.includes(OURS) ? found : [...found, OURS];
  return { baseNames: [...new Set(isThere(COMMON) ? [...all, join(directory, COMMON)] : all)], warnings };
}

function listed(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
