import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { acceptUsers } from './accept-users.ts';
import { passwordEncoder, type PasswordEncoder } from './password-encoder.ts';

function encoderOf(type: string): PasswordEncoder {
  const choice = passwordEncoder({ type });
  assert.equal(choice.kind, 'ok');
  return choice.encoder;
}

const PLAIN = encoderOf('NONE');

function problemsOf(users: string, encoder = PLAIN): readonly string[] {
  return acceptUsers({ name: 'Static Credentials', users, encoder }).problems;
}

async function answerOf(users: string, username: string, password: string, encoder = PLAIN) {
  const handler = acceptUsers({ name: 'Static Credentials', users, encoder });
  return await handler.authenticate({ username, password });
}

test('W6 nobody is there unless configured', async () => {
  for (const users of ['', '  ']) {
    assert.deepEqual(await answerOf(users, 'casuser', 'Mellon'), { kind: 'unknown' });
    assert.deepEqual(await answerOf(users, 'casuser', ''), { kind: 'unknown' });
  }
});

test('W6 the listed people authenticate with their own password and no other', async () => {
  const users = 'casuser::Mellon,\n  other::p w::x ';
  const answer = await answerOf(users, 'casuser', 'Mellon');
  assert.equal(answer.kind, 'authenticated');
  assert.equal(answer.principal.id, 'casuser');
  assert.deepEqual(answer.warnings, []);
  assert.equal((await answerOf(users, 'other', 'p w::x ')).kind, 'authenticated');
  assert.equal((await answerOf(users, 'other', 'Mellon')).kind, 'wrong-password');
});

test('D11 names are exact: no other case, no blanks around them', async () => {
  for (const name of [
    'CASUSER',
    'Casuser',
    ' casuser',
    'casuser ',
    'casuser\0',
    '__proto__',
    'constructor',
  ]) {
    assert.deepEqual(await answerOf('casuser::Mellon', name, 'Mellon'), { kind: 'unknown' });
  }
});

test('D7 one user listed twice is one line that names it, and concerns nobody else', async () => {
  const twice = 'casuser::Mellon,other::x,casuser::y';
  assert.deepEqual(problemsOf(twice), [
    "cas.authn.accept.users: 'casuser' is listed twice, with different passwords",
  ]);
  for (const password of ['Mellon', 'y']) {
    assert.equal((await answerOf(twice, 'casuser', password)).kind, 'unusable');
  }
  assert.equal((await answerOf(twice, 'other', 'x')).kind, 'authenticated');
  const same = 'casuser::Mellon,casuser::Mellon';
  assert.deepEqual(problemsOf(same), ["cas.authn.accept.users: 'casuser' is listed twice"]);
  assert.equal((await answerOf(same, 'casuser', 'Mellon')).kind, 'authenticated');
});

test('D7 what is wrong with one entry of the list concerns its person only', async () => {
  const hashed = '$2b$04$abcdefghijklmnopqrstuuNRM8VtVQYJRixvcQdMAyakVNJJ1AEYi';
  const dear = hashed.replace('$04$', '$17$');
  const users = `blank::,plain::Mellon,prefixed::{bcrypt}${hashed},dear::${dear},casuser::${hashed},`;
  const encoder = encoderOf('BCRYPT');
  assert.equal(problemsOf(users, encoder).length, 4);
  for (const name of ['blank', 'plain', 'prefixed', 'dear']) {
    assert.equal((await answerOf(users, name, 'Mellon', encoder)).kind, 'unusable', name);
  }
  assert.equal((await answerOf(users, 'casuser', 'Mellon', encoder)).kind, 'authenticated');
});

test('a fault names the person or the place and never a password', () => {
  const users = 'casuser::topsecret1,::topsecret2,b::,no separator topsecret3';
  assert.deepEqual(problemsOf(users), [
    'cas.authn.accept.users, entry 2: the name is blank',
    "cas.authn.accept.users: the password of 'b' is blank",
    'cas.authn.accept.users, entry 4: expected name::password (neither can hold a comma)',
  ]);
  assert.deepEqual(problemsOf('casuser::Mellon', encoderOf('BCRYPT')), [
    "cas.authn.accept.users: the password of 'casuser' is not encoded as BCRYPT, which the password encoder expects",
  ]);
});

test('W6 an unknown name costs the same verification as a wrong password', async () => {
  const verified: string[] = [];
  const counting: PasswordEncoder = {
    ...PLAIN,
    verify: async (password, encoded) => {
      verified.push(encoded);
      return await PLAIN.verify(password, encoded);
    },
  };
  await answerOf('casuser::Mellon', 'casuser', 'wrong', counting);
  await answerOf('casuser::Mellon', 'nobody', 'wrong', counting);
  // Against a stored text of the same cost, so that time does not tell the two apart.
  assert.deepEqual(verified, ['Mellon', '']);
  // And the decoy opens nothing.
  assert.deepEqual(await answerOf('casuser::Mellon', 'nobody', 'Mellon', counting), { kind: 'unknown' });
});

test('W6 any list without commas and separators in its parts reads back', async () => {
  const part = fc
    .string({ minLength: 1, maxLength: 8 })
    .filter((text) => !/[,:]/.test(text) && text.trim() === text);
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.tuple(part, part), { minLength: 1, selector: ([name]) => name }),
      async (people) => {
        const users = people.map(([name, password]) => `${name}::${password}`).join(',');
        for (const [name, password] of people) {
          const answer = await answerOf(users, name, password);
          assert.equal(answer.kind === 'authenticated' && answer.principal.id, name);
        }
      },
    ),
    { numRuns: 50 },
  );
});
