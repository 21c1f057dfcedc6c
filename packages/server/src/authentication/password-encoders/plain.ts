// NONE: the password as it is. For demonstrations and for files that nobody else can read.
import { fixedWork, type PasswordEncoder } from './port.ts';
import { equalInConstantTime } from './constant-time.ts';

export function plainEncoder(): PasswordEncoder {
  return {
    kind: 'NONE',
    accepts: () => true,
    verify: async (password, encoded) => equalInConstantTime(password, encoded),
    refusal: () => null,
    hash: async (password) => password,
    ...fixedWork(''),
  };
}
