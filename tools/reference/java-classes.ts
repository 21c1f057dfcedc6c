// The classes of one Java file with their fields, as much of the language as a configuration model uses.

export interface JavaField {
  readonly name: string;
  readonly type: string;
  /** What stands behind `=`; null when nothing does. */
  readonly initial: string | null;
}

export interface JavaClass {
  readonly name: string;
  /** With package and the classes around it. */
  readonly fullName: string;
  readonly parent: string | null;
  readonly fields: readonly JavaField[];
  /** Simple name to full name. */
  readonly imports: ReadonlyMap<string, string>;
}

const COMMENT_OR_TEXT =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+'/gu;
const ANNOTATION = /@(?!interface\b)[A-Za-z][\w.]*(?:\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))?/gu;
const CLASS = /\b(class|interface|enum|record)\s+(\w+)(?:<[^{]*?>)?(?:\s+extends\s+([\w.]+))?/u;
const FIELD =
  /^(?:(?:private|protected|public|final|transient|volatile)\s+)*([\w.]+(?:<.*>)?(?:\[\])?)\s+(\w+)\s*(?:=([\s\S]*))?$/u;

export function javaClasses(source: string): readonly JavaClass[] {
  const texts: string[] = [];
  // Texts are set aside, so that a brace inside of one is none.
  const plain = source
    .replaceAll(COMMENT_OR_TEXT, (found) => {
      if (found.startsWith('/')) return ' ';
      texts.push(found);
      return `"${texts.length - 1}"`;
    })
    .replaceAll(ANNOTATION, ' ');
  const restore = (text: string): string =>
    text.replaceAll(/"(\d+)"/gu, (_, index) => texts[Number(index)] ?? '').trim();
  const home = /\bpackage\s+([\w.]+)\s*;/u.exec(plain)?.[1] ?? '';
  const imports = new Map<string, string>();
  for (const [, full = ''] of plain.matchAll(/\bimport\s+(?:static\s+)?([\w.]+)\s*;/gu)) {
    imports.set(full.replace(/^.*\./u, ''), full);
  }
  const classes: JavaClass[] = [];
  readBody(plain, 0, home, null);
  return classes;

  /** Reads statements up to the brace that closes the body; answers the place behind it. */
  function readBody(text: string, from: number, around: string, fields: JavaField[] | null): number {
    let at = from;
    let statement = '';
    while (at < text.length) {
      const sign = text[at];
      at += 1;
      if (sign === '}') return at;
      if (sign === ';') {
        const field = fields === null ? null : fieldOf(statement);
        if (field !== null) fields?.push(field);
        statement = '';
      } else if (sign === '{') {
        const [, kind, name = '', parent = null] = statement.includes('=')
          ? []
          : (CLASS.exec(statement) ?? []);
        if (kind === 'class' || kind === 'interface') {
          const own: JavaField[] = [];
          const fullName = `${around}.${name}`;
          at = readBody(text, at, fullName, own);
          if (kind === 'class') classes.push({ name, fullName, parent, fields: own, imports });
          statement = '';
        } else {
          at = behindBlock(text, at);
          // An initialiser goes on to its semicolon; a method ends here.
          statement = statement.includes('=') ? `${statement}{}` : '';
        }
      } else statement += sign;
    }
    return at;
  }

  function fieldOf(statement: string): JavaField | null {
    const written = statement.trim().replaceAll(/\s+/gu, ' ');
    if (/\bstatic\b/u.test(written.split('=')[0] ?? '') || /^(?:import|package|return)\b/u.test(written))
      return null;
    const [, type, name, initial] = FIELD.exec(written) ?? [];
    return type === undefined || name === undefined
      ? null
      : { name, type, initial: initial === undefined ? null : restore(initial) };
  }
}

function behindBlock(text: string, from: number): number {
  let depth = 1;
  let at = from;
  for (; at < text.length && depth > 0; at += 1) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}') depth -= 1;
  }
  return at;
}
