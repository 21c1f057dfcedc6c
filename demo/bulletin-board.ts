// A bulletin board: who is shown which notice is decided by the groups a person is in (`cas.interrupt.script.location`).
// Save the file while the server runs; it takes effect within a few seconds. JavaScript works as well.
import type { InterruptPayload, InterruptScript } from '@vestibule/interrupt';

/** Group to notice. Each is shown once to each person, and again when anything in it changes. */
const NOTICES: ReadonlyMap<unknown, InterruptPayload> = new Map([
  [
    'students',
    {
      message: 'Registration for <strong>examinations</strong> is open until Friday.',
      links: { Register: 'http://localhost:8092/pages/examinations' },
      data: { Questions: ['examinations@example.org'] },
    },
  ],
]);

const bulletinBoard: InterruptScript = (_principal, attributes) => {
  const group = attributes['memberOf']?.find((name) => NOTICES.has(name));
  // Null: nothing to show.
  return NOTICES.get(group) ?? null;
};

export default bulletinBoard;
