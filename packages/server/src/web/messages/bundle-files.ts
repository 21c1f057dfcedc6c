// Message bundles as files: a base name and a language make `NAME_xx.properties`, `NAME.properties` is the fallback.
// Adding a language is adding a file.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { whyUnreadable } from '@vestibule/interrupt';
import { getProperties } from 'properties-file';

/** What `classpath:messages` stands for: the bundles that come with the server. */
export const OWN_BASE_NAME = 'classpath:messages';
const OWN_PATH = fileURLToPath(new URL('messages', import.meta.url));

/** All files of one base name. */
export interface Bundle {
  /** As the operator wrote it. */
  readonly baseName: string;
  /** BCP 47 tag to texts; the file without a language stands under the empty string. */
  readonly byLanguage: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Something an operator should know about a bundle; never stops the start. */
export interface MessageFault {
  /** The base name, language or key. */
  readonly about: string;
  readonly text: string;
}

/**
 * Reads the bundles of `cas.message-bundle.base-names` in their order: `file:/path/name` without extension, or
 * `classpath:messages` for ours, which is added last when it is not named. Files are UTF-8.
 */
export function readBundles(
  baseNames: readonly string[],
  onFault: (fault: MessageFault) => void,
): readonly Bundle[] {
  const all = baseNames.includes(OWN_BASE_NAME) ? baseNames : [...baseNames, OWN_BASE_NAME];
  return all.flatMap((baseName) => {
    const fault = (text: string): Bundle[] => (onFault({ about: baseName, text }), []);
    const path = pathOf(baseName);
    if (path === null) return fault('has no effect: only file:/path/name and classpath:messages exist here');
    try {
      const byLanguage = readLanguages(path);
      return byLanguage.size === 0
        ? fault(`no such bundle: ${path}.properties or ${path}_xx.properties`)
        : [{ baseName, byLanguage }];
    } catch (error) {
      return fault(`${path} ${whyUnreadable(path, error)}`);
    }
  });
}

function pathOf(baseName: string): string | null {
  if (baseName === OWN_BASE_NAME) return OWN_PATH;
  // The settings make locations absolute paths; embedders may write `file:`.
  if (isAbsolute(baseName)) return baseName;
  if (!baseName.startsWith('file:')) return null;
  return baseName.startsWith('file://') ? fileURLToPath(baseName) : baseName.slice('file:'.length);
}

export interface BundleFile {
  readonly file: string;
  /** BCP 47; empty for the file without a language. */
  readonly language: string;
}

/** The files of a base name; none when it has none or they cannot be listed, which `readBundles` tells. */
export function bundleFiles(baseName: string): readonly BundleFile[] {
  const path = pathOf(baseName);
  try {
    return path === null ? [] : listLanguages(path);
  } catch {
    return [];
  }
}

/** Our own texts in English: every key that a page can ask for. */
export function ownTexts(): ReadonlyMap<string, string> {
  return readLanguages(OWN_PATH).get('') ?? new Map<string, string>();
}

/** UTF-8, as in the reference; a byte order mark is no part of the first key. */
export const bundleText = (file: string): string => readFileSync(file, 'utf8').replace(/^\uFEFF/u, '');

function listLanguages(path: string): readonly BundleFile[] {
  const directory = dirname(path);
  const name = basename(path);
  return readdirSync(directory)
    .toSorted()
    .flatMap((file) => {
      if (!file.startsWith(name) || !file.endsWith('.properties')) return [];
      const suffix = file.slice(name.length, -'.properties'.length);
      const language = suffix === '' ? '' : suffix.startsWith('_') ? languageTag(suffix.slice(1)) : null;
      return language === null ? [] : [{ file: join(directory, file), language }];
    });
}

function readLanguages(path: string): Map<string, ReadonlyMap<string, string>> {
  return new Map(
    listLanguages(path).map(({ file, language }) => [
      language,
      new Map(Object.entries(getProperties(bundleText(file)))),
    ]),
  );
}

/** `de_AT` or `de-AT` as a BCP 47 tag, without extensions; null when it is none. */
export function languageTag(written: string): string | null {
  try {
    return new Intl.Locale(written.replaceAll('_', '-')).baseName;
  } catch {
    return null;
  }
}
