import { describeLastKnown } from './last-known-contract.ts';
import { memoryLastKnown } from './memory-last-known.ts';

describeLastKnown('memory', async () => memoryLastKnown(), Date.UTC(2030, 0, 1));
