// The server as a library: the same composition that `vestibule serve` starts.
export { createServer, type Server, type ServerParts } from './server.ts';
export type { Settings } from './config/settings.ts';
