// Cuts a pattern's source into code points and resolves `\Q…\E`, which Java does before it reads anything else.

export interface Symbol {
  readonly text: string;
  readonly code: number;
  /** Index into the source, in UTF-16 units. */
  readonly position: number;
  /** From inside `\Q…\E`: stands for itself, whatever it is. */
  readonly quoted: boolean;
}

export function scan(source: string): Symbol[] {
  const symbols: Symbol[] = [];
  let quoted = false;
  let position = 0;
  const take = (isQuoted: boolean): void => {
    const code = source.codePointAt(position);
    if (code === undefined) return;
    const text = String.fromCodePoint(code);
    symbols.push({ text, code, position, quoted: isQuoted });
    position += text.length;
  };
  while (position < source.length) {
    if (source.startsWith(quoted ? '\\E' : '\\Q', position)) {
      quoted = !quoted;
      position += 2;
    } else if (!quoted && source[position] === '\\') {
      take(false);
      take(false);
    } else {
      take(quoted);
    }
  }
  return symbols;
}

/** Walks the symbols. `syntax` sees only what is not quoted, so a quoted sign is never taken for an operator. */
export class Reader {
  readonly #symbols: readonly Symbol[];
  readonly #end: number;
  #index = 0;

  constructor(source: string) {
    this.#symbols = scan(source);
    this.#end = source.length;
  }

  get position(): number {
    return this.#symbols[this.#index]?.position ?? this.#end;
  }

  peek(ahead = 0): Symbol | undefined {
    return this.#symbols[this.#index + ahead];
  }

  /** The unquoted sign at hand, or an empty text. */
  syntax(ahead = 0): string {
    const symbol = this.peek(ahead);
    return symbol === undefined || symbol.quoted ? '' : symbol.text;
  }

  /** Do the next signs, unquoted, spell `text`? */
  spells(text: string): boolean {
    return [...text].every((sign, ahead) => this.syntax(ahead) === sign);
  }

  next(): Symbol | undefined {
    const symbol = this.peek();
    this.#index += 1;
    return symbol;
  }

  skip(count: number): void {
    this.#index += count;
  }

  /** Takes unquoted signs as long as `accepts` holds. */
  takeWhile(accepts: RegExp, most = Infinity): string {
    let taken = '';
    for (let count = 0; count < most && accepts.test(this.syntax()); count += 1) {
      taken += this.syntax();
      this.skip(1);
    }
    return taken;
  }
}
