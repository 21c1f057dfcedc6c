// The public face of the interrupt engine.
export type { Attributes, AttributeValue, Authentication, Inquiry, InterruptibleService, Principal, RequestFacts, Service } from './inquiry.ts';
export type { Inquirer, InquirerAnswer, InquirerHealth, InquiryFault } from './inquirer.ts';
export { DEFAULT_MESSAGE, interruptResponse, type InterruptResponse } from './response.ts';
export { DEFAULT_INTERRUPT_POLICY, type AttributeTrigger, type PatternTest, type ScriptTrigger, type ScriptTriggerAnswer, type WebflowInterruptPolicy } from './service-policy.ts';
export { silentLogger, systemClock, type Clock, type Logger } from './ports.ts';
export type { Acknowledgement, Tracking, TrackingRequest } from './tracking/tracking.ts';
