// Reads which settings a version of Apereo CAS knows, from the configuration model in a Git copy of its sources:
// `node tools/reference/apereo-model.ts <git directory> <commit>` prints a table (name, shape, default; tab-separated)
// for `tools/reference/apereo-names.ts`. The model is a tree of Java classes whose fields are settings, from
// `CasConfigurationProperties` down; a setter makes `cas.someField` of `someField`, in any spelling (Spring's binding).
import { execFileSync } from 'node:child_process';
import type { ApereoName, ApereoShape } from '../../packages/server/src/config/apereo/known-names.ts';
import { javaClasses, type JavaClass, type JavaField } from './java-classes.ts';

const MODEL = /\/configuration\/(?:model\/.*|CasConfigurationProperties|support\/.*)\.java$/u;
const MAIN = '/src/main/java/';
/** Deeper is a class that holds itself. */
const DEEPEST = 12;

/** Every setting of that commit, sorted. */
export function modelNames(gitDirectory: string, commit: string, parsed: ParsedBlobs): ApereoName[] {
  const classes = new Map<string, JavaClass>();
  for (const { blob } of modelFiles(gitDirectory, commit)) {
    for (const one of parsed.get(gitDirectory, blob)) classes.set(one.fullName, one);
  }
  const root = [...classes.values()].find((one) => one.name === 'CasConfigurationProperties');
  if (root === undefined) throw new Error(`${commit} has no CasConfigurationProperties`);
  const names = new Map<string, ApereoName>();
  collect(root, 'cas', classes, names, 0);
  return [...names.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** Files seldom change between two commits: each is parsed once. */
export class ParsedBlobs {
  readonly #byBlob = new Map<string, readonly JavaClass[]>();

  get(gitDirectory: string, blob: string): readonly JavaClass[] {
    const known = this.#byBlob.get(blob);
    if (known !== undefined) return known;
    const classes = javaClasses(git(gitDirectory, 'cat-file', 'blob', blob));
    this.#byBlob.set(blob, classes);
    return classes;
  }
}

function modelFiles(gitDirectory: string, commit: string): { readonly blob: string }[] {
  return git(gitDirectory, 'ls-tree', '-r', commit)
    .split('\n')
    .flatMap((line) => {
      const [, blob, path = ''] = /^\d+ blob ([0-9a-f]+)\t(.*)$/u.exec(line) ?? [];
      return blob !== undefined && path.includes(MAIN) && MODEL.test(path) ? [{ blob }] : [];
    });
}

const git = (gitDirectory: string, ...args: string[]): string =>
  execFileSync('git', ['-C', gitDirectory, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });

type Classes = ReadonlyMap<string, JavaClass>;
type Names = Map<string, ApereoName>;

function collect(one: JavaClass, prefix: string, classes: Classes, names: Names, depth: number): void {
  if (depth > DEEPEST) return;
  const parent = one.parent === null ? undefined : resolveClass(one.parent, one, classes);
  if (parent !== undefined) collect(parent, prefix, classes, names, depth + 1);
  for (const field of one.fields) {
    const name = `${prefix}.${kebab(field.name)}`;
    const shape = shapeOf(field);
    const inner = resolveClass(elementType(field.type), one, classes);
    if (inner === undefined)
      names.set(name, { name, shape, default: defaultOf(field, shape), versions: null });
    else if (inner.fields.length > 0 || inner.parent !== null)
      collect(
        inner,
        shape === 'list' ? `${name}[]` : shape === 'map' ? `${name}.[key]` : name,
        classes,
        names,
        depth + 1,
      );
  }
}

function shapeOf({ type }: JavaField): ApereoShape {
  if (/^(?:java\.util\.)?\w*Map\b/u.test(type)) return 'map';
  return /^(?:java\.util\.)?(?:\w*List|\w*Set|Collection)\b|\[\]$/u.test(type) ? 'list' : 'single';
}

const elementType = (type: string): string =>
  (/<(?:[^<>]*,\s*)?((?:\? extends )?[\w.]+)>$/u.exec(type)?.[1] ?? type).replace(/\[\]$/u, '');

/** An inner class of this class or of one around it, an imported one, or one of the same package. */
function resolveClass(type: string, from: JavaClass, classes: Classes): JavaClass | undefined {
  const simple = type.replace(/<.*$/u, '');
  for (let around = from.fullName; around.includes('.'); around = around.replace(/\.[^.]*$/u, '')) {
    const inner = classes.get(`${around}.${simple}`);
    if (inner !== undefined) return inner;
  }
  const [head = ''] = simple.split('.');
  const imported = from.imports.get(head);
  if (imported !== undefined) return classes.get(imported + simple.slice(head.length));
  const parent = from.parent === null || from.parent === type ? undefined : from.parent;
  const inherited = parent === undefined ? undefined : resolveClass(parent, from, classes);
  return inherited === undefined ? undefined : resolveClass(type, inherited, classes);
}

/** `ldapUrl` is `ldap-url`, as Spring writes it in its metadata. */
const kebab = (name: string): string =>
  name.replaceAll(/[A-Z]/gu, (letter, at: number) => `${at === 0 ? '' : '-'}${letter.toLowerCase()}`);

/** Only what stands there in so many words. */
function defaultOf({ type, initial }: JavaField, shape: ApereoShape): string | null {
  if (shape !== 'single') return null;
  if (initial === null) return /^boolean$/u.test(type) ? 'false' : /^(?:int|long)$/u.test(type) ? '0' : null;
  if (initial === 'StringUtils.EMPTY') return null;
  const text = /^"([^"\\\n\t]*)"$/u.exec(initial)?.[1] ?? /^(?:true|false|-?\d+)$/u.exec(initial)?.[0];
  if (text !== undefined) return text;
  return /^[A-Z]\w*(?:\.[A-Z]\w*)*\.([A-Z][A-Z_0-9]*)$/u.exec(initial)?.[1] ?? null;
}

if (import.meta.main) {
  const [directory, commit] = process.argv.slice(2);
  if (directory === undefined || commit === undefined) {
    throw new Error('say where: node tools/reference/apereo-model.ts <git directory> <commit>');
  }
  for (const { name, shape, default: usual } of modelNames(directory, commit, new ParsedBlobs())) {
    process.stdout.write(`${name}\t${shape}\t${usual ?? ''}\n`);
  }
}
