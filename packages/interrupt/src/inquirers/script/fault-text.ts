// What is said of something that a script threw: its name and text, and where, in one line.
const LONGEST = 600;

/** `url`: the script's own address; the first frame in it is named. */
export function faultText(error: unknown, url: string): string {
  if (!(error instanceof Error)) return `threw ${typeof error}`;
  const text = `${error.name}: ${error.message}`.replaceAll(/\s+/g, ' ').slice(0, LONGEST);
  const at = place(error.stack ?? '', url);
  return at === null ? text : `${text} (${at})`;
}

function place(stack: string, url: string): string | null {
  const directory = url.slice(0, url.lastIndexOf('/') + 1);
  const start = stack.indexOf(directory);
  if (start === -1) return null;
  return /^[^\s/)]+?:\d+(?::\d+)?/.exec(stack.slice(start + directory.length))?.[0] ?? null;
}
