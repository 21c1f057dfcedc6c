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

function faultsOf(users: string, encoder = PLAIN): readonly string[] {
  const outcome = acceptUsers({ name: 'Static Credentials', users, encoder });
  return outcome.kind === 'faults' ? outcome.faults : [];
}

async function answerOf(users: string, username: string, password: string, encoder = PLAIN) {
  const outcome = acceptUsers({ name: 'Static Credentials', users, encoder });
  assert.equal(outcome.kind, 'ok');
  return await outcome.handler.authenticate({ username, password });
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

test('one user listed twice is one line that names it', () => {
  assert.deepEqual(faultsOf('casuser::Mellon,other::x,casuser::y'), [
    "cas.authn.accept.users: 'casuser' is listed twice",
  ]);
});

test('a fault names the person or the place and never a password', () => {
  const users = 'casuser::topsecret1,::topsecret2,b::,no separator topsecret3';
  assert.deepEqual(faultsOf(users), [
    'cas.authn.accept.users, entry 2: the name is blank',
    "cas.authn.accept.users: the password of 'b' is blank",
    'cas.authn.accept.users, entry 4: expected name::password (neither can hold a comma)',
  ]);
  assert.deepEqual(faultsOf('casuser::Mellon', encoderOf('BCRYPT')), [
    "cas.authn.accept.users: the password of 'casuser' is not encoded as BCRYPT",
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
  assert.deepEqual(verified, ['Mellon', 'Mellon']);
  // And the decoy, though somebody's password, opens nothing.
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
