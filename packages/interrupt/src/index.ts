// The public face of the interrupt engine.
export type {
  Attributes,
  AttributeValue,
  Authentication,
  DefinitionValue,
  Inquiry,
  InterruptibleService,
  Principal,
  RequestFacts,
  Service,
} from './inquiry.ts';
export { keepNothing, keptTextsIn, onlyReading, type KeptTexts } from './inquirers/kept-texts.ts';
export type { Inquirer, InquirerAnswer, InquirerHealth, InquiryFault, Turn } from './inquirer.ts';
export { DEFAULT_MESSAGE, interruptResponse, type InterruptResponse } from './response.ts';
export {
  DEFAULT_INTERRUPT_POLICY,
  type AttributeTrigger,
  type PatternTest,
  type ScriptTrigger,
  type ScriptTriggerAnswer,
  type WebflowInterruptPolicy,
} from './service-policy.ts';
export {
  silentLogger,
  systemClock,
  systemRandom,
  type Clock,
  type LogFields,
  type Logger,
  type Random,
} from './ports.ts';

export { createGate, type Gate, type GateOptions } from './gate.ts';
export type { Answered, Approach, Entry, Manner, PageEvent, WithholdingReason } from './entry.ts';
export {
  explain,
  type ExplainedDecision,
  type ExplainedEntry,
  type ExplainedInquiry,
  type ExplainOptions,
  type Explanation,
} from './explain.ts';
export type { Asked } from './ask.ts';
export type { Exemption } from './exemption.ts';
export {
  ClearanceError,
  readClearance,
  spendClearance,
  type Clearance,
  type ClearancePurpose,
  type Cleared,
  type EntryScope,
} from './clearance.ts';
export {
  describePlan,
  makePlan,
  type FailureMode,
  type Plan,
  type PlanAnswer,
  type PlanLine,
  type PlannedInquirer,
} from './plan.ts';
export { NO_PROGRESS, progressFromJson, progressToJson, type EntryProgress } from './progress.ts';
export {
  deafObserver,
  type GateAction,
  type GateEvent,
  type GateObserver,
  type InquiryMeasured,
} from './events.ts';
export type { KnownAnswer, LastKnownAnswers } from './last-known.ts';

export { parsePayload, parsePayloadText, payloadOddities, type PayloadOptions } from './payload.ts';
export type { OddMember } from './payload-spelling.ts';
export { fingerprint } from './fingerprint.ts';
export { responseFromJson, responseToJson } from './serialise.ts';
export {
  createJsonInquirer,
  JsonLocationError,
  type JsonInquirer,
  type JsonInquirerOptions,
} from './inquirers/json.ts';
export { checkInterruptFile, type InterruptFileCheck } from './inquirers/json-file/check.ts';
export { createRegexAttributeInquirer, type RegexAttributeOptions } from './inquirers/regex-attribute.ts';

export type { Acknowledged, Acknowledgement, Tracking, TrackingRequest } from './tracking/tracking.ts';
export { createCookieTracking, type CookieTrackingOptions } from './tracking/cookie-tracking.ts';
export {
  createStoreTracking,
  type AcknowledgementStore,
  type StoreTrackingOptions,
} from './tracking/store-tracking.ts';
export { createJoseProtection, type JoseSettings } from './tracking/protection/jose.ts';
export { plainProtection } from './tracking/protection/plain.ts';
export type { Protection } from './tracking/protection/protection.ts';
export { createSealedProtection } from './tracking/protection/sealed.ts';

export { judgedLinks, type JudgedLinks, type ShownLink } from './content/links.ts';
export { loadSanitiser, type SafeHtml, type SanitiseMessage } from './content/safe-html.ts';
export { judgeLink, type LinkJudgement, type SafeUrl } from './content/safe-url.ts';

export {
  compileJavaPattern,
  compileJavaSearch,
  describePatternFault,
  LONGEST_INPUT,
  type Compiled,
  type JavaPattern,
  type JavaSearch,
  type PatternOptions,
} from './patterns/java-pattern.ts';
export { exampleTexts } from './patterns/examples.ts';
export type { PatternFault } from './patterns/syntax.ts';
export { createAttributeTrigger, type TriggerCompilation } from './patterns/trigger.ts';
export { createRestInquirer, type RestInquirer, type RestInquirerOptions } from './inquirers/rest/rest.ts';
export { doesNotFit } from './inquirers/rest/request.ts';
export { endpointOf, RestSettingsError, type RestSettings } from './inquirers/rest/settings.ts';
export {
  createScriptInquirer,
  createScriptTrigger,
  isScriptLocation,
  ScriptLocationError,
  type ClosableScriptTrigger,
  type ScriptInquirer,
  type ScriptInquirerOptions,
  type ScriptOptions,
} from './inquirers/script/script.ts';
export type {
  InterruptPayload,
  InterruptScript,
  InterruptTriggerScript,
  ScriptLogger,
  ScriptRegisteredService,
  ScriptRequest,
  ScriptRequestContext,
} from './inquirers/script/interrupt-script.ts';
export {
  customInquirer,
  loadCustomInquirer,
  type CustomAnswer,
  type CustomInquirer,
  type CustomInquirerContext,
  type CustomInquirerModule,
  type CustomInquirerSettings,
  type CustomModuleOptions,
  type LoadedInquirer,
} from './inquirers/custom.ts';
export {
  customTracking,
  loadTrackingModule,
  type CustomTracking,
  type CustomTrackingContext,
  type CustomTrackingModule,
  type LoadedTracking,
  type TrackingModuleOptions,
} from './tracking/custom-tracking.ts';
export { createGroovyHost, type GroovyHost, type GroovyHostCreation } from './inquirers/groovy/host.ts';
export {
  createGroovyInquirer,
  type GroovyInquirer,
  type GroovyInquirerOptions,
} from './inquirers/groovy/inquirer.ts';
export { createGroovyTrigger, readTriggerSource, type GroovyTrigger } from './inquirers/groovy/trigger.ts';
export { findGroovy, type FoundInstallation } from './inquirers/groovy/installation.ts';

// Large files of many entries, read in a thread and kept as two buffers (D11).
export { inThread, threadModule, type ThreadAnswer } from './inquirers/json-file/in-thread.ts';
export {
  buildTable,
  openTable,
  type PeopleTable,
  type TableBuffers,
} from './inquirers/json-file/people-table.ts';
export { whyUnreadable } from './unreadable-file.ts';
export { readWhole } from './inquirers/json-file/read-whole.ts';
export { versionOf, watchFile, type FileWatch } from './inquirers/json-file/watched-file.ts';
export { scanMembers } from './text/json-members.ts';
export { jsonText, readHjson, type Reading } from './text/object-text.ts';
