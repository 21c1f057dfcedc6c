// A fault of a room with the place that it is about: the same words in `check` as at a refused start.
import { existsSync, readFileSync } from 'node:fs';
import { filePath } from '../../assembly/file-path.ts';
import { DECLARED, type SettingName } from '../../config/declared.ts';
import type { LoadedSettings } from '../../config/load.ts';
import { findingAt, type Finding, type Level } from './finding.ts';
import { lineOfMember } from './line-of-member.ts';

const isSetting = (name: string): name is SettingName => Object.hasOwn(DECLARED, name);

/** `SETTING: MESSAGE`; also one of a list, or a member below a setting. */
const OF_SETTING = /^(?<written>(?<name>[a-z][\w.-]*)(?:\[\d+\][\w.-]*)?): (?<message>.*)$/s;
/** `FILE: MEMBER: MESSAGE`, `FILE: MESSAGE`, or `FILE and FILE: id: MESSAGE`. */
const OF_SERVICE =
  /^(?<files>.+?\.(?:json|ya?ml)): (?:(?<member>[\w$@-]+(?:\.[\w$@-]+)*): )?(?<message>.*)$/is;
const ACCOUNTS = 'cas.authn.json.location';

/** The finding of one line that a room has said. */
export function placed(level: Level, text: string, loaded: LoadedSettings): Finding {
  return (
    inAccounts(level, text, loaded) ??
    atSetting(level, text, loaded) ??
    inServiceFile(level, text) ?? { level, text }
  );
}

/** `SETTING: FILE: 'NAME': MESSAGE`, or the same without a name where the file as a whole cannot be read. */
function inAccounts(level: Level, text: string, { settings }: LoadedSettings): Finding | null {
  const file = filePath(settings[ACCOUNTS]);
  const start = `${ACCOUNTS}: ${file}: `;
  if (!text.startsWith(start)) return null;
  const said = text.slice(start.length);
  const [, name, message = ''] = /^'(.+?)': (.*)$/s.exec(said) ?? [];
  if (name !== undefined)
    return findingAt(level, { file, line: lineOfMember(textOf(file) ?? '', [name]) }, name, message);
  const [, what, line] = /^(.*) at line (\d+), column \d+$/s.exec(said) ?? [];
  return what === undefined ? null : findingAt(level, { file, line: Number(line) }, '', what);
}

function atSetting(level: Level, text: string, { origin }: LoadedSettings): Finding | null {
  const { written = '', name = '', message = '' } = OF_SETTING.exec(text)?.groups ?? {};
  const source = isSetting(name) ? origin(name) : null;
  if (source === null) return null;
  return (
    inNamedFile(level, written, message) ??
    findingAt(level, { file: source.where, line: source.line }, written, message)
  );
}

/** `FILE: MESSAGE … line N …`, as compilers of scripts tell a place. */
function inNamedFile(level: Level, written: string, message: string): Finding | null {
  const { file, rest = '' } = /^(?<file>\/.+?): (?<rest>.*)$/s.exec(message)?.groups ?? {};
  const line = /\bline (\d+)/.exec(rest)?.[1];
  if (file === undefined || line === undefined || !existsSync(file)) return null;
  return findingAt(level, { file, line: Number(line) }, written, rest);
}

/** As the parser tells a place. */
const PARSED = /\s+at line (?<line>\d+),\d+$/;

function inServiceFile(level: Level, text: string): Finding | null {
  const { files = '', member = '', message = text } = OF_SERVICE.exec(text)?.groups ?? {};
  const file = files.split(/(?<=\.(?:json|ya?ml)) and /i).at(-1) ?? '';
  const said = textOf(file);
  if (said === null) return null;
  const line = PARSED.exec(message)?.groups?.['line'];
  if (line !== undefined)
    return findingAt(level, { file, line: Number(line) }, '', message.replace(PARSED, ''));
  const place = { file, line: member === '' ? null : lineOfMember(said, member.split('.')) };
  const others = files === file ? '' : `; the other is ${files.slice(0, -` and ${file}`.length)}`;
  return findingAt(level, place, member, message + others);
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
