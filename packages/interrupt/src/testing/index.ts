// Contract suites for those who write an inquirer or a tracking engine of their own. They run on node:test.
export { describeTracking, testBrowser, testFingerprint, type TestBrowser } from './tracking-contract.ts';
export { memoryAcknowledgements } from './memory-acknowledgements.ts';
