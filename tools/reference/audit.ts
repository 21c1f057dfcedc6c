// Writes docs/reference/audit.md from the list of audit actions: `node tools/reference/audit.ts`.
import { writeFile } from 'node:fs/promises';
import { AUDIT_REFERENCE, auditReference } from '../../packages/server/src/operations/audit-reference.ts';

await writeFile(new URL(`../../${AUDIT_REFERENCE}`, import.meta.url), auditReference());
