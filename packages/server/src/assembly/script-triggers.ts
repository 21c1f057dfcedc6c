// Triggers of service policies that are scripts (`groovyScript`, D7).
import type { CompileTrigger } from '../services/interrupt-policy.ts';

/** For `check`: the script is not run, so nothing has to be there to run it. */
export const compileNothing: CompileTrigger = (source) => ({
  source,
  decide: async () => ({ kind: 'ask' }),
});
