// Contract suites for those who write an inquirer or a tracking engine of their own. They run on node:test.
export { describeInquirer, type InquirerUnderTest } from './inquirer-contract.ts';
export { describeLastKnown } from './last-known-contract.ts';
export { describeTracking, testBrowser, testFingerprint, type TestBrowser } from './tracking-contract.ts';
export { memoryAcknowledgements } from './memory-acknowledgements.ts';
export { memoryLastKnown } from './memory-last-known.ts';
export { testInquiry, type TestQuestion } from './test-inquiry.ts';
