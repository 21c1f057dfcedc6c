// The settings in force, for the rooms that read them.
export type { SettingName, Settings } from './declared.ts';
