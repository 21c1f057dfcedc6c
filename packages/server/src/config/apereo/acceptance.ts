// What `cas.unsupported.accept` takes: a setting, or everything below a beginning, however it is spelled (D38).
import { flatName, nameParts, uniformPart, type NameParts } from '../names.ts';

export interface Acceptance {
  /** Whether an entry names the setting or a beginning of it. */
  accepts(name: string): boolean;
  /** The same for a variable of the environment, which tells neither dots nor indexes. */
  acceptsVariable(variable: string, name: string | null): boolean;
  /** Whether an entry names just this setting, nothing above it. */
  names(name: string): boolean;
  /** Whether one entry, as written, names this setting or a beginning of it. */
  covers(written: string, name: string): boolean;
  /** Entries that have met nothing so far, as written. */
  unmet(): readonly string[];
  /** How many there are. */
  readonly size: number;
}

interface Beginning {
  readonly written: string;
  readonly parts: NameParts;
  /** `cas.authn.mfa.du*`: the last part is one's beginning only. */
  readonly open: boolean;
}

export function createAcceptance(written: readonly string[]): Acceptance {
  const beginnings = written.map(beginningOf).filter(({ parts }) => parts.length > 0);
  const met = new Set<string>();
  const meet = (fits: (one: Beginning) => boolean): boolean => {
    const fitting = beginnings.filter(fits);
    for (const one of fitting) met.add(one.written);
    return fitting.length > 0;
  };
  return {
    accepts: (name) => {
      const parts = nameParts(name).map(uniformPart);
      return meet((one) => below(parts, one) !== null);
    },
    acceptsVariable: (variable, name) => {
      const words = variable.split('_').filter((word) => !/^\d*$/u.test(word));
      const flat = new Set(words.map((_, at) => flatName(words.slice(0, at + 1).join(''))));
      if (name !== null) flat.add(flatName(name.replaceAll(/\[[^\]]*\]/gu, '')));
      return meet(({ parts }) => flat.has(flatName(parts.filter((part) => !isIndex(part)).join(''))));
    },
    names: (name) => {
      const parts = nameParts(name).map(uniformPart);
      return beginnings.some((one) => !one.open && below(parts, one) === 0);
    },
    covers: (entry, name) => {
      const parts = nameParts(name).map(uniformPart);
      return beginnings.some((one) => one.written === entry && below(parts, one) !== null);
    },
    unmet: () => beginnings.filter((one) => !met.has(one.written)).map((one) => one.written),
    size: written.length,
  };
}

/** `cas.authn.ldap`, `cas.authn.ldap.*`, `cas.authn.ldap[*]`, `cas.authn.ldap.` and `cas.authn.ldap*` all begin alike. */
function beginningOf(written: string): Beginning {
  const open = /[^.\]*]\*+$/u.test(written.trim());
  const plain = written.trim().replace(/(?:\.?\*+|\[\*?\]|\.)+$/u, '');
  return { written, parts: nameParts(plain).map(uniformPart), open };
}

/** How many parts of a name lie below a beginning; null when it has another. An index that is not named is any. */
function below(name: NameParts, { parts, open }: Beginning): number | null {
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (!isIndex(part)) while (at < name.length && isIndex(name[at])) at += 1;
    const found = name[at];
    const isOpen = open && index === parts.length - 1;
    if (found === undefined || !(isOpen ? found.startsWith(part) : found === part || isAnyIndex(part, found)))
      return null;
    at += 1;
  }
  return name.slice(at).filter((part) => !isIndex(part)).length;
}

const isIndex = (part: string | undefined): boolean => part?.startsWith('[') === true;

const isAnyIndex = (part: string, found: string): boolean => /^\[\*?\]$/u.test(part) && isIndex(found);
