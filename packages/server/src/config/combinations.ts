// Settings that are right one by one and wrong together; said before anything starts.
import type { SettingName, Settings } from './declared.ts';

export interface CombinationFault {
  /** The settings that do not go together; the first is the one to look at. */
  readonly about: readonly [SettingName, ...SettingName[]];
  readonly message: string;
}

type Check = (settings: Settings) => readonly CombinationFault[];

/** Every impossible combination; none when the settings can be used together. */
export function checkCombinations(settings: Settings): readonly CombinationFault[] {
  return CHECKS.flatMap((check) => check(settings));
}

const fault = (message: string, ...about: [SettingName, ...SettingName[]]): readonly CombinationFault[] => [
  { about, message },
];

const COOKIES = ['cas.tgc', 'cas.interrupt.cookie', 'cas.warning-cookie'] as const;
const CRYPTO = 'cas.interrupt.cookie.crypto';

/** One of two without the other: the fault lies with the one that was given. */
function together(one: SettingName, other: SettingName, consequence: string): Check {
  return (settings) => {
    if ((settings[one] === '') === (settings[other] === '')) return [];
    const [given, missing] = settings[one] === '' ? [other, one] : [one, other];
    return fault(`belongs together with ${missing}, which is missing; ${consequence}`, given, missing);
  };
}

const cryptoOffWithKeys: Check = (settings) => {
  const keys = [`${CRYPTO}.encryption.key`, `${CRYPTO}.signing.key`] as const;
  if (settings[`${CRYPTO}.enabled`] || keys.every((key) => settings[key] === '')) return [];
  return fault(
    'is false, but keys are configured: the cookie would be readable and could be forged; take the keys away or turn crypto on (INT-98)',
    `${CRYPTO}.enabled`,
    ...keys,
  );
};

const sameSiteNoneWithoutSecure: Check = (settings) =>
  COOKIES.flatMap((prefix) =>
    settings[`${prefix}.same-site-policy`] === 'None' && !settings[`${prefix}.secure`]
      ? fault(
          'browsers drop a cookie with SameSite=None that is not Secure; set secure=true or another policy (D15)',
          `${prefix}.same-site-policy`,
          `${prefix}.secure`,
        )
      : [],
  );

const noLocating: Check = (settings) =>
  (['cas.tgc', 'cas.interrupt.cookie'] as const).flatMap((prefix) =>
    settings[`${prefix}.geo-locate-client-session`]
      ? fault(
          "clients are not located here: it would hand people's addresses to somebody else; a cookie is pinned to address and User-Agent (D15)",
          `${prefix}.geo-locate-client-session`,
        )
      : [],
  );

/** `CASLOGIN` is the browser's own (D4). */
const cookieNames: Check = (settings) => {
  const seen = new Map<string, SettingName | null>([['CASLOGIN', null]]);
  return COOKIES.flatMap((prefix) => {
    const setting: SettingName = `${prefix}.name`;
    const name = settings[setting];
    if (!/^[!#$%&'*+.^_`|~\w-]+$/u.test(name)) {
      return fault(
        'a cookie name is letters, digits and signs, without blanks, commas or semicolons',
        setting,
      );
    }
    const other = seen.get(name);
    if (other === undefined) {
      seen.set(name, setting);
      return [];
    }
    return other === null
      ? fault(`${name} is the name of a cookie of ours; choose another`, setting)
      : fault(`${name} is the name of another cookie too (${other})`, setting, other);
  });
};

const trackingModule: Check = (settings) =>
  settings['cas.interrupt.tracking.module'] !== '' && settings['cas.interrupt.tracking.type'] === 'STORE'
    ? fault(
        'a module replaces both kinds of tracking; take cas.interrupt.tracking.type away, or the module',
        'cas.interrupt.tracking.module',
        'cas.interrupt.tracking.type',
      )
    : [];

const customModules: Check = (settings) =>
  settings['cas.interrupt.custom'].flatMap(({ module }, index) =>
    module === '' ? fault(`cas.interrupt.custom[${index}].module is missing`, 'cas.interrupt.custom') : [],
  );

const restTimes: Check = (settings) =>
  settings['cas.interrupt.rest.connect-timeout'] > settings['cas.interrupt.rest.timeout']
    ? fault(
        'is longer than cas.interrupt.rest.timeout, which is for all tries together (D10)',
        'cas.interrupt.rest.connect-timeout',
        'cas.interrupt.rest.timeout',
      )
    : [];

const keyStoreType: Check = (settings) =>
  settings['server.ssl.key-store-type'].toUpperCase() === 'PKCS12'
    ? []
    : fault(
        'only PKCS12 can be read; keytool -importkeystore converts a JKS store',
        'server.ssl.key-store-type',
      );

const CHECKS: readonly Check[] = [
  together(
    'cas.interrupt.regex.attribute-name',
    'cas.interrupt.regex.attribute-value',
    'nobody would be interrupted (INT-15)',
  ),
  together(
    'cas.interrupt.rest.basic-auth-username',
    'cas.interrupt.rest.basic-auth-password',
    'nothing would be sent (INT-25)',
  ),
  together(
    'server.ssl.certificate',
    'server.ssl.certificate-private-key',
    'one is of no use without the other',
  ),
  (settings) =>
    settings[`${CRYPTO}.enabled`]
      ? together(`${CRYPTO}.encryption.key`, `${CRYPTO}.signing.key`, 'give both or neither (D15)')(settings)
      : [],
  cryptoOffWithKeys,
  sameSiteNoneWithoutSecure,
  noLocating,
  cookieNames,
  trackingModule,
  customModules,
  restTimes,
  keyStoreType,
];
