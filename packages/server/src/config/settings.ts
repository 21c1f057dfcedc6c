// The settings in force, for the rooms that read them.
export type { Settings } from './declared.ts';
