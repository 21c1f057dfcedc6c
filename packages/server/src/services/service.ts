// One service file, read whole: every member in its place, and everything that is wrong with it at once.
import { systemClock, type Clock } from '@vestibule/interrupt';
import { z } from 'zod';
import { readAccess } from './access.ts';
import { parseServiceAddress } from './canonical-address.ts';
import { isMembers, kindOf, parseDefinition, type Members, type Plain } from './definition.ts';
import { noFindings, type Findings } from './findings.ts';
import { readInterruptPolicy, readSkipInterrupt, type CompileTrigger } from './interrupt-policy.ts';
import { isWildcard, readMatching } from './matching.ts';
import { filled, readMembers, text, texts, unlessBlank, webAddress, whole, word } from './members.ts';
import { readProtocols } from './protocols.ts';
import type { RegisteredService, ServiceAccess } from './registered-service.ts';
import { readRelease } from './release.ts';
import { readTicketLifetime } from './ticket-lifetime.ts';
import { judgeUnknownMember } from './unsupported.ts';
import { readUsername } from './username.ts';
import { dated, readExpiration } from './validity.ts';

export interface ServiceReading {
  /** Null when there are faults. */
  readonly service: RegisteredService | null;
  /** The id as far as it could be read, also of a faulty file. */
  readonly id: number | null;
  /** Each names the file and the member. */
  readonly faults: readonly string[];
  /** What works and asks for something to be done: a definition that refuses everybody, a member that is misspelt. */
  readonly warnings: readonly string[];
  readonly notices: readonly string[];
}

const policy = unlessBlank(
  z.custom<Members>((value) => isMembers(value as Plain), 'an object is expected'),
).optional();

/** What a definition of any kind says. */
const identity = z.object({
  id: whole,
  /** Blank: it goes by its id. */
  name: text.pipe(z.string().trim().max(255, 'at most 255 characters')).default(''),
  serviceId: text.pipe(z.string().trim().min(1, 'a pattern is expected')),
  description: text.optional(),
  evaluationOrder: whole.default(0),
  evaluationPriority: whole.default(0),
  matchingStrategy: policy,
});

const members = identity.extend({
  accessStrategy: policy,
  attributeReleasePolicy: policy,
  usernameAttributeProvider: policy,
  proxyPolicy: policy,
  expirationPolicy: z.custom<Plain>().optional(),
  webflowInterruptPolicy: policy,
  properties: policy,
  redirectUrl: text.optional(),
  responseType: word('REDIRECT', 'POST', 'HEADER').optional(),
  logoutType: word('BACK_CHANNEL', 'FRONT_CHANNEL', 'NONE').default('BACK_CHANNEL'),
  logoutUrl: webAddress.optional(),
  supportedProtocols: texts.default([]),
  serviceTicketExpirationPolicy: z.custom<Plain>().optional(),
  theme: text.optional(),
  logo: text.optional(),
  informationUrl: text.optional(),
  privacyUrl: text.optional(),
  contacts: z.custom<Plain>().optional(),
});

const CAS_KINDS: readonly (string | null)[] = [null, 'CasRegisteredService', 'RegexRegisteredService'];

/** Reads the text of a service file. `source` names the file for messages. Never throws. */
export function readService(
  content: string,
  source: string,
  compileTrigger?: CompileTrigger,
  clock: Clock = systemClock,
): ServiceReading {
  const findings = noFindings();
  const parsed = parseDefinition(content);
  if (!parsed.ok)
    return { service: null, id: null, faults: [`${source}: ${parsed.fault}`], warnings: [], notices: [] };
  const service = readDefinition(parsed.members, source, { compileTrigger, clock }, findings);
  if (service !== null) checkFileName(source, service, findings);
  const id = whole.safeParse(parsed.members['id']);
  const located = (line: string): string => `${source}: ${line}`;
  const notices = [...findings.notices];
  if (findings.ignored.length > 0) notices.push(`without effect here: ${findings.ignored.join(', ')}`);
  const warnings = [...findings.warnings];
  if (findings.refusals.length > 0)
    warnings.push(`matches and refuses everybody: ${findings.refusals.join('; ')}`);
  return {
    service: findings.faults.length === 0 ? service : null,
    id: id.success ? id.data : null,
    faults: findings.faults.map(located),
    warnings: warnings.map(located),
    notices: notices.map(located),
  };
}

/** What definitions need of the rest of the server. */
interface Surroundings {
  readonly compileTrigger: CompileTrigger | undefined;
  readonly clock: Clock;
}

function readDefinition(
  definition: Members,
  source: string,
  surroundings: Surroundings,
  findings: Findings,
): RegisteredService | null {
  const kind = kindOf(definition);
  if (!CAS_KINDS.includes(kind)) {
    // Its other members belong to a protocol that is not spoken here; they would only say the same again.
    findings.refusals.push(`a service of this kind is not supported (${kind})`);
    const said = readMembers(identity, definition, '', findings, () => undefined);
    // Nobody enters there, so nobody is told its members, which may hold a client's secret.
    return said && assemble(said, {}, {}, source, { ...surroundings, compileTrigger: undefined }, findings);
  }
  const said = readMembers(members, definition, '', findings, (name, value) => {
    judgeUnknownMember(name, value, findings);
  });
  if (said === null) readPoliciesAnyway(definition, surroundings, findings);
  return said && assemble(said, said, definition, source, surroundings, findings);
}

/** What hangs below faulty members is read all the same, so that an operator sees every fault at once. */
function readPoliciesAnyway(
  definition: Members,
  { compileTrigger, clock }: Surroundings,
  findings: Findings,
): void {
  const policyOf = (name: string): Members | undefined => {
    const value = definition[name];
    return isMembers(value) ? value : undefined;
  };
  const { serviceId } = definition;
  if (typeof serviceId === 'string') readMatching(serviceId.trim(), policyOf('matchingStrategy'), findings);
  readAccess(policyOf('accessStrategy'), findings, clock);
  const release = readRelease(policyOf('attributeReleasePolicy'), findings);
  readUsername(policyOf('usernameAttributeProvider'), release, findings);
  readInterruptPolicy(policyOf('webflowInterruptPolicy'), false, compileTrigger, findings);
}

function assemble(
  said: z.infer<typeof identity>,
  rest: Partial<z.infer<typeof members>>,
  definition: Members,
  source: string,
  { compileTrigger, clock }: Surroundings,
  findings: Findings,
): RegisteredService | null {
  const matches = readMatching(said.serviceId, said.matchingStrategy, findings);
  const access = readAccess(rest.accessStrategy, findings, clock);
  const expires = readExpiration(rest.expirationPolicy, findings);
  const release = readRelease(rest.attributeReleasePolicy, findings);
  const username = readUsername(rest.usernameAttributeProvider, release, findings);
  const skip = readSkipInterrupt(rest.properties, findings);
  const webflowInterruptPolicy = readInterruptPolicy(
    rest.webflowInterruptPolicy,
    skip,
    compileTrigger,
    findings,
  );
  const protocols = readProtocols(rest.supportedProtocols ?? [], findings);
  const ticketLifetime = readTicketLifetime(rest.serviceTicketExpirationPolicy, findings);
  noticeDescriptions(rest, findings);
  if (said.name === '') findings.notices.push(`name is missing; the definition goes by its id, ${said.id}`);
  noticeLogout(rest, definition, findings);
  if (matches === null) return null;
  const refusal = findings.refusals.length === 0 ? null : findings.refusals.join('; ');
  return {
    id: said.id,
    name: said.name === '' ? String(said.id) : said.name,
    description: said.description ?? null,
    serviceId: said.serviceId,
    matches,
    wildcard: isWildcard(matches),
    evaluationPriority: said.evaluationPriority,
    evaluationOrder: said.evaluationOrder,
    refusal,
    // Also closed to whoever does not look at `refusal`.
    access:
      refusal === null ? until(expires, access, clock) : { ...access, enabled: false, allows: () => false },
    release,
    username,
    webflowInterruptPolicy,
    responseType: rest.responseType ?? null,
    protocols,
    ticketLifetime,
    redirectUrl: readRedirect(rest.redirectUrl, findings),
    logout: { type: rest.logoutType ?? 'BACK_CHANNEL', url: rest.logoutUrl ?? null },
    shown: {
      logo: filled(rest.logo),
      informationUrl: readShownAddress('informationUrl', rest.informationUrl, findings),
      privacyUrl: readShownAddress('privacyUrl', rest.privacyUrl, findings),
    },
    source,
    definition,
  };
}

function until(expires: number | null, access: ServiceAccess, clock: Clock): ServiceAccess {
  if (expires === null) return access;
  return {
    ...access,
    get enabled() {
      return clock.now() < expires && access.enabled;
    },
    get outOfTime() {
      const before = access.outOfTime ?? null;
      if (clock.now() < expires || (!access.enabled && before === null)) return before;
      return `expirationPolicy.expirationDate ${dated(expires)} is past`;
    },
  };
}

/** What asks for single logout. */
function noticeLogout(
  said: Partial<z.infer<typeof members>>,
  { logoutType }: Members,
  findings: Findings,
): void {
  // Also what Apereo takes where nothing is said; only what is written is told.
  const written = typeof logoutType === 'string' && logoutType.trim() !== '';
  const asking = [
    ...(written && said.logoutType !== 'NONE' ? ['logoutType'] : []),
    ...(said.logoutUrl === undefined ? [] : ['logoutUrl']),
  ];
  if (asking.length > 0)
    findings.notices.push(
      `${asking.join(', ')}: single logout to applications is not here yet: applications keep their own sessions`,
    );
}

/** Members that are understood and change nothing. */
function noticeDescriptions(said: Partial<z.infer<typeof members>>, findings: Findings): void {
  for (const name of ['theme', 'contacts'] as const) {
    if (said[name] !== undefined) findings.ignored.push(name);
  }
  const proxy = said.proxyPolicy === undefined ? null : kindOf(said.proxyPolicy);
  if (proxy !== null && proxy !== 'RefuseRegisteredServiceProxyPolicy') {
    findings.notices.push(`proxyPolicy has no effect here: proxying is refused (${proxy})`);
  }
}

function readRedirect(address: string | undefined, findings: Findings): string | null {
  if (address === undefined || address.trim() === '') return null;
  const parsed = parseServiceAddress(address.trim());
  if (!parsed.ok) findings.faults.push(`redirectUrl: an address is expected (${parsed.reason})`);
  return parsed.ok ? parsed.address.target : null;
}

/** These become links on the login page: anything but a web address is left out. */
function readShownAddress(name: string, address: string | undefined, findings: Findings): string | null {
  if (address === undefined || address.trim() === '') return null;
  const read = webAddress.safeParse(address);
  if (!read.success) findings.notices.push(`${name} is not shown: it is no http or https address`);
  return read.success ? read.data : null;
}

/** A file is called after what it holds; operators find each other's definitions by that. */
function checkFileName(source: string, { name, id }: RegisteredService, findings: Findings): void {
  // Nobody has named it.
  if (name === String(id)) return;
  const file = source.split('/').at(-1) ?? source;
  const expected = `${name.replaceAll(/[^\p{L}\p{N}._-]/gu, '')}-${id}.json`;
  if (file.replaceAll(/[^\p{L}\p{N}._-]/gu, '') !== expected) {
    findings.notices.push(`the file should be called ${expected}, after its name and id`);
  }
}
