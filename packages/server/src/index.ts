// The server as a library: the same composition that `vestibule serve` starts.
export { createServer, type Server, type ServerParts } from './server.ts';
export { loadSettings, type Fault, type LoadedSettings, type LoadOptions } from './config/load.ts';
export type { Settings } from './config/settings.ts';
export { createAudit, silentAudit, type Audit, type AuditEvent } from './operations/audit.ts';
export { createLog, standardError, type Log } from './operations/log.ts';
