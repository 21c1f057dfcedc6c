// Every statement of the embedded store, prepared once.
import type { DatabaseSync, StatementSync } from 'node:sqlite';

const COLUMNS = 'kind, id, parent, owner, value, created_at, expires_at';
const NEWEST_FIRST = 'ORDER BY created_at DESC, rank DESC';

const STATEMENTS = {
  put: `INSERT OR REPLACE INTO ticket_rows (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  get: `SELECT ${COLUMNS} FROM ticket_rows WHERE kind = ? AND id = ? AND expires_at > ?`,
  isLive: 'SELECT 1 FROM ticket_rows WHERE kind = ? AND id = ? AND expires_at > ?',
  take: `DELETE FROM ticket_rows WHERE kind = ? AND id = ? AND expires_at > ? RETURNING ${COLUMNS}`,
  remove: 'DELETE FROM ticket_rows WHERE kind = ? AND id = ?',
  touch: 'UPDATE ticket_rows SET expires_at = ? WHERE kind = ? AND id = ?',
  trim: `DELETE FROM ticket_rows WHERE rank IN (
    SELECT rank FROM ticket_rows WHERE kind = ? AND owner = ? ${NEWEST_FIRST} LIMIT -1 OFFSET ?)`,
  trimChildren: `DELETE FROM ticket_rows WHERE rank IN (
    SELECT rank FROM ticket_rows WHERE kind = ? AND parent = ? ${NEWEST_FIRST} LIMIT -1 OFFSET ?)`,
  children: `SELECT ${COLUMNS} FROM ticket_rows WHERE kind = ? AND parent = ? AND expires_at > ? ${NEWEST_FIRST}`,
  owned: `SELECT ${COLUMNS} FROM ticket_rows WHERE kind = ? AND owner = ? AND expires_at > ? ${NEWEST_FIRST}`,
  takeFamily: `DELETE FROM ticket_rows WHERE (kind = ? AND id = ?) OR parent = ? RETURNING rank, ${COLUMNS}`,
  count: 'SELECT count(*) AS live FROM ticket_rows WHERE kind = ? AND expires_at > ?',
  sweep: `DELETE FROM ticket_rows WHERE rank IN (
    SELECT rank FROM ticket_rows WHERE kind = ? AND expires_at <= ? LIMIT ?)`,
} as const;

export type Statements = Readonly<Record<keyof typeof STATEMENTS, StatementSync>>;

export function prepareStatements(database: DatabaseSync): Statements {
  const prepared = Object.entries(STATEMENTS).map(([name, sql]) => [name, database.prepare(sql)]);
  return Object.fromEntries(prepared) as Statements;
}
