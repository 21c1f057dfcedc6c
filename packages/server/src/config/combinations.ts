// Settings that are right one by one and wrong together; said before anything starts.
import type { SettingName, Settings } from './declared.ts';

export interface CombinationFault {
  readonly name: SettingName;
  readonly message: string;
}

export function checkCombinations(settings: Settings): readonly CombinationFault[] {
  const faults: CombinationFault[] = [];
  const fault = (name: SettingName, message: string): void => void faults.push({ name, message });

  const name = settings['cas.interrupt.regex.attribute-name'];
  const value = settings['cas.interrupt.regex.attribute-value'];
  if ((name === '') !== (value === '')) {
    const given = name === '' ? 'cas.interrupt.regex.attribute-value' : 'cas.interrupt.regex.attribute-name';
    fault(given, 'attribute-name and attribute-value belong together; the other one is missing, so nobody would be interrupted (INT-15)');
  }
  const basic = [settings['cas.interrupt.rest.basic-auth-username'], settings['cas.interrupt.rest.basic-auth-password']];
  if (basic.filter((part) => part === '').length === 1) {
    fault('cas.interrupt.rest.basic-auth-username', 'basic-auth-username and basic-auth-password belong together; one is missing');
  }
  const keys = [settings['cas.interrupt.cookie.crypto.encryption.key'], settings['cas.interrupt.cookie.crypto.signing.key']];
  if (!settings['cas.interrupt.cookie.crypto.enabled'] && keys.some((key) => key !== '')) {
    fault('cas.interrupt.cookie.crypto.enabled', 'keys are configured, but crypto is off and the cookie could be forged; take the keys away or turn crypto on (INT-98)');
  }
  if (settings['cas.interrupt.cookie.crypto.enabled'] && keys.filter((key) => key === '').length === 1) {
    fault('cas.interrupt.cookie.crypto.enabled', 'give both crypto.encryption.key and crypto.signing.key, or neither');
  }
  for (const prefix of ['cas.tgc', 'cas.interrupt.cookie', 'cas.warning-cookie'] as const) {
    if (settings[`${prefix}.same-site-policy`] === 'None' && !settings[`${prefix}.secure`]) {
      fault(`${prefix}.same-site-policy`, 'browsers drop a cookie with SameSite=None that is not Secure; set secure=true or another policy (D15)');
    }
    if (!/^[!#$%&'*+.^_`|~\w-]+$/u.test(settings[`${prefix}.name`])) {
      fault(`${prefix}.name`, 'a cookie name is letters, digits and signs, without blanks, commas or semicolons');
    }
  }
  for (const prefix of ['cas.tgc', 'cas.interrupt.cookie'] as const) {
    if (settings[`${prefix}.geo-locate-client-session`]) {
      fault(`${prefix}.geo-locate-client-session`, 'clients are not located here: it would send addresses of people to a third party; pinning uses address and User-Agent (D15)');
    }
  }
  const names = [settings['cas.tgc.name'], settings['cas.interrupt.cookie.name'], settings['cas.warning-cookie.name'], 'CASLOGIN'];
  if (new Set(names).size !== names.length) fault('cas.tgc.name', `two cookies have the same name: ${names.join(', ')}`);
  if (settings['server.ssl.key-store-type'].toUpperCase() !== 'PKCS12') {
    fault('server.ssl.key-store-type', 'only PKCS12 can be read; keytool -importkeystore converts a JKS store');
  }
  settings['cas.interrupt.custom'].forEach(({ module }, index) => {
    if (module === '') fault('cas.interrupt.custom', `cas.interrupt.custom[${index}].module is missing`);
  });
  return faults;
}
