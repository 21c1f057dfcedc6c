// Who may sign in (W6).
import { apereo, map, prefixed } from '../setting.ts';
import { limit, location, oneOf, text, truth, wholeNumber } from '../value-types.ts';

function passwordEncoder<const P extends string>(prefix: P) {
  return prefixed(`${prefix}.password-encoder`, {
    type: apereo(
      text,
      'NONE',
      'How passwords are stored: NONE, DEFAULT (a digest), BCRYPT, ARGON2, PBKDF2, SSHA.',
    ),
    'encoding-algorithm': apereo(text, '', 'Digest of DEFAULT.', { example: 'SHA-256' }),
    'character-encoding': apereo(text, 'UTF-8', 'Only UTF-8.'),
    secret: apereo(text, '', 'PBKDF2: appended to the salt.', { secret: true }),
    strength: apereo(wholeNumber(1, 1024), 16, 'BCRYPT: cost. ARGON2 and PBKDF2: bytes of salt.'),
    'hash-length': apereo(wholeNumber(4, 1024), 16, 'ARGON2: bytes of the hash.'),
    iterations: apereo(wholeNumber(1), 310_000, 'PBKDF2: rounds.'),
  } as const);
}

function principalTransformation<const P extends string>(prefix: P) {
  return prefixed(`${prefix}.principal-transformation`, {
    prefix: apereo(text, '', 'Put before a name as typed, before it is looked up.'),
    suffix: apereo(text, '', 'Put behind it.', { example: '@example.org' }),
    'case-conversion': apereo(
      oneOf('NONE', 'LOWERCASE', 'UPPERCASE'),
      'NONE',
      'Then: NONE, LOWERCASE or UPPERCASE.',
    ),
  } as const);
}

export const peopleSettings = {
  'cas.authn.accept.enabled': apereo(truth, true, 'Whether the listed people may sign in.'),
  'cas.authn.accept.users': apereo(text, '', 'People and passwords; there are none by default (W6).', {
    secret: true,
    example: 'casuser::Mellon,other::secret',
  }),
  'cas.authn.accept.name': apereo(
    text,
    'Static Credentials',
    'Name of the handler, as `authenticationMethod` tells it.',
  ),
  ...passwordEncoder('cas.authn.accept'),
  ...principalTransformation('cas.authn.accept'),
  'cas.authn.json.location': apereo(
    location,
    '',
    'File of accounts with passwords, attributes and states; watched for change.',
    {
      expressions: true,
      example: 'file:/etc/cas/config/people.json',
    },
  ),
  'cas.authn.json.name': apereo(text, 'JsonResourceAuthenticationHandler', 'Name of the handler.'),
  ...passwordEncoder('cas.authn.json'),
  ...principalTransformation('cas.authn.json'),
  'cas.authn.attribute-repository.stub.attributes': map(text, 'Attributes that everybody gets.', {
    apereo: true,
    example: 'cas.authn.attribute-repository.stub.attributes.memberOf=staff',
  }),
  'cas.authn.attribute-repository.stub.id': apereo(text, '', 'Name of that source of attributes.', {
    withoutEffect: 'stub attributes are always attached',
  }),
  'cas.person-directory.active-attribute-repository-ids': apereo(
    text,
    '*',
    'Accepted; stub attributes are attached whatever it says.',
    {
      withoutEffect: 'stub attributes are always attached',
    },
  ),
  'cas.person-directory.principal-attribute': apereo(
    text,
    '',
    'Attribute, or several separated by commas, whose first value a person is called by; one who has none keeps the name of the account.',
    { example: 'employeeNumber' },
  ),
  'cas.authn.throttle.failure.threshold': apereo(
    limit,
    5,
    'Failures of one name at one address before it has to wait; -1 turns the throttle off.',
  ),
  'cas.authn.throttle.failure.range-seconds': apereo(
    limit,
    60,
    'Within so many seconds; -1 turns the throttle off.',
  ),
} as const;
