// Writes docs/reference/conformance.md from the statements and the names of the tests: `node tools/reference/conformance.ts`.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { CONFORMANCE_REFERENCE, conformanceReference } from '../conformance/page.ts';
import { namedTests } from '../conformance/test-names.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
await writeFile(`${root}/${CONFORMANCE_REFERENCE}`, conformanceReference(namedTests(root)));
