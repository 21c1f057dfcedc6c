// One setting as somebody wrote it, with the place where.

export interface Source {
  /** Path of a file, `environment` with the variable, or `arguments`. */
  readonly where: string;
  /** 1-based; null where there are no lines. */
  readonly line: number | null;
}

export interface Entry {
  /** As written. */
  readonly name: string;
  readonly value: string;
  readonly source: Source;
  /** Later sources win (W3): the place in the list of sources. */
  readonly rank: number;
}

export function describeSource({ where, line }: Source): string {
  return line === null ? where : `${where}, line ${line}`;
}
